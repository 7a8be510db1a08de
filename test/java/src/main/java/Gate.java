import io.github.cdkecsshipshape.EcsCluster;
import io.github.cdkecsshipshape.EcsValidator;
import io.github.cdkecsshipshape.EcsValidatorProps;
import java.util.List;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.constructs.Construct;

/** An app with an ECS error. The context sets where the error is, and how the app is validated. */
public final class Gate {
    private static final App APP = new App();

    private Gate() { }

    public static void main(String[] args) {
        if (isSet("stages")) {
            for (String stage : List.of("Dev", "Prod")) { shop(Stage.Builder.create(APP, stage).build()); }
        } else {
            shop(APP);
        }
        if (!isAutomatic()) {
            boolean reportOnly = "report-only".equals(context("validator"));
            Validations.of(APP).addPlugins(new EcsValidator(APP, EcsValidatorProps.builder().reportOnly(reportOnly).build()));
        }
        if (isSet("acknowledged")) {
            Validations.of(APP).acknowledge(Acknowledgment.builder().id("EcsShipshape::awsvpc-host-port").reason("tested by hand").build());
        }
        if (isSet("findings")) { System.out.println(EcsValidator.findings(APP).size() + " findings"); }
        APP.synth();
    }

    private static void shop(Construct scope) {
        Stack stack = new Stack(scope, "Shop");
        brokenTask(stack);
        if (isAutomatic()) { brokenTask(new EcsCluster(stack, "Cluster")); }
        Validations.of(stack).addWarning("theirs", "a warning of another plugin");
    }

    private static void brokenTask(Construct scope) {
        CfnTaskDefinition.Builder.create(scope, "Task")
            .networkMode("awsvpc")
            .requiresCompatibilities(List.of("FARGATE"))
            .cpu("256")
            .memory("512")
            .containerDefinitions(List.of(CfnTaskDefinition.ContainerDefinitionProperty.builder()
                .name("web")
                .image("public.ecr.aws/docker/library/httpd:2.4")
                .portMappings(List.of(CfnTaskDefinition.PortMappingProperty.builder().containerPort(80).hostPort(8080).build()))
                .build()))
            .build();
    }

    private static boolean isAutomatic() {
        return "automatic".equals(context("validator"));
    }

    private static boolean isSet(String key) {
        return context(key) != null;
    }

    private static Object context(String key) {
        return APP.getNode().tryGetContext(key);
    }
}

"""An app with an ECS error. The context sets where the error is, and how the app is validated."""
import aws_cdk as cdk
from aws_cdk import aws_ecs as ecs
from cdk_ecs_shipshape import EcsCluster, EcsValidator
from constructs import Construct

app = cdk.App()
context = app.node.try_get_context
validator = context("validator")


def broken_task(scope: Construct) -> None:
    ecs.CfnTaskDefinition(
        scope,
        "Task",
        network_mode="awsvpc",
        requires_compatibilities=["FARGATE"],
        cpu="256",
        memory="512",
        container_definitions=[
            ecs.CfnTaskDefinition.ContainerDefinitionProperty(
                name="web",
                image="public.ecr.aws/docker/library/httpd:2.4",
                port_mappings=[ecs.CfnTaskDefinition.PortMappingProperty(container_port=80, host_port=8080)],
            )
        ],
    )


def shop(scope: Construct) -> None:
    stack = cdk.Stack(scope, "Shop")
    broken_task(stack)
    if validator == "automatic":
        broken_task(EcsCluster(stack, "Cluster"))
    cdk.Validations.of(stack).add_warning("theirs", "a warning of another plugin")


if context("stages"):
    for stage in ("Dev", "Prod"):
        shop(cdk.Stage(app, stage))
else:
    shop(app)

if validator != "automatic":
    cdk.Validations.of(app).add_plugins(EcsValidator(app, report_only=validator == "report-only"))
if context("acknowledged"):
    cdk.Validations.of(app).acknowledge(cdk.Acknowledgment(id="EcsShipshape::awsvpc-host-port", reason="tested by hand"))
if context("findings"):
    print(f"{len(EcsValidator.findings(app))} findings")

app.synth()

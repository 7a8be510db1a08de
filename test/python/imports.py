import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from cdk_ecs_shipshape import ContainerService, EcsCluster, EcsValidator, RuleSeverity, Target

app = cdk.App()
validator = EcsValidator(app,
    rule_severities={"exec-proxy-bypass": RuleSeverity.WARNING},
    disabled_rules=["desired-count-with-scaling"],
)
cdk.Validations.of(app).add_plugins(validator)

stack = cdk.Stack(app, "Shop")
task = ecs.FargateTaskDefinition(stack, "Report", cpu=256, memory_limit_mib=4096)
task.add_container("report", image=ecs.ContainerImage.from_registry("public.ecr.aws/docker/library/httpd:2.4"))

cdk.Validations.of(task).acknowledge(cdk.Acknowledgment(
    id="EcsShipshape::fargate-task-size",
    reason="this account has the new sizes, support case 4711",
))

vpc = ec2.Vpc.from_vpc_attributes(stack, "Vpc",
    vpc_id="vpc-0123456789abcdef0",
    availability_zones=["eu-west-1a", "eu-west-1b"],
    private_subnet_ids=["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
)
shared = EcsCluster.from_ecs_cluster_attributes(stack, "Shared",
    cluster_name="shared",
    vpc=vpc,
    capacity_providers=["FARGATE", "FARGATE_SPOT"],
)
orders = ContainerService.from_container_service_attributes(stack, "Orders",
    cluster=shared,
    service_name="orders",
    security_groups=[ec2.SecurityGroup.from_security_group_id(stack, "OrdersTasks", "sg-0123456789abcdef0")],
    container_port=8080,
)
web = ContainerService(stack, "Web",
    cluster=shared,
    image=ecs.ContainerImage.from_registry("public.ecr.aws/docker/library/httpd:2.4"),
    health_check=ecs.HealthCheck(command=["CMD-SHELL", "httpd -t"], interval=cdk.Duration.seconds(10)),
)
web.connect_to(Target.service(orders))
app.synth()

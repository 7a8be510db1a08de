import aws_cdk as cdk
from aws_cdk import aws_ecs as ecs
from cdk_ecs_shipshape import (
    Capacity,
    ContainerService,
    Deployment,
    DeploymentAlarm,
    EcsCluster,
    Exposure,
    ServiceConnect,
    Target,
    TaskSize,
)
from constructs import Construct

IMAGE = ecs.ContainerImage.from_registry("public.ecr.aws/docker/library/httpd:2.4")


class PlatformStack(cdk.Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self.cluster = EcsCluster(self, "Cluster",
            default_cloud_map_namespace=ecs.CloudMapNamespaceOptions(name="shop.local", use_for_service_connect=True),
        )


class ShopStack(cdk.Stack):
    def __init__(self, scope: Construct, construct_id: str, cluster: EcsCluster) -> None:
        super().__init__(scope, construct_id)
        orders = ContainerService(self, "Orders",
            cluster=cluster,
            image=IMAGE,
            container_port=8080,
            port_name="orders",
            app_protocol=ecs.AppProtocol.http,
            service_connect=ServiceConnect.server(),
        )
        web = ContainerService(self, "Web",
            cluster=cluster,
            image=IMAGE,
            capacity=Capacity.fargate_and_spot(on_demand_base=1, spot_weight=3),
            size=TaskSize.fargate(cpu=1024, memory=cdk.Size.gibibytes(2)),
            cpu_architecture=ecs.CpuArchitecture.ARM64,
            stop_timeout=cdk.Duration.seconds(60),
            environment={"ORDERS_URL": "http://orders.shop.local:8080"},
            exposure=Exposure.public_alb(insecure_http=True),
            service_connect=ServiceConnect.client(),
            deployment=Deployment.rolling(alarms=[DeploymentAlarm.server_errors(10)]),
        )
        web.connect_to(Target.service(orders))
        web.start_after(orders)


class Shop(cdk.Stage):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        platform = PlatformStack(self, "Platform")
        self.service_stack = ShopStack(self, "Shop", platform.cluster)

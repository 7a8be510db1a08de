from aws_cdk import App, Stack
from aws_cdk import aws_ecs as ecs
from cdk_ecs_shipshape import ContainerService, EcsCluster, Exposure, SecretSource

app = App()
stack = Stack(app, "Shop")
cluster = EcsCluster(stack, "Cluster")

api = ContainerService(stack, "Api",
    cluster=cluster,
    image=ecs.ContainerImage.from_registry("public.ecr.aws/docker/library/httpd:2.4"),
    exposure=Exposure.public_alb(health_check_path="/", insecure_http=True),
    environment={"LOG_LEVEL": "info"},
    secrets={"PAYMENT_KEY": SecretSource.parameter_store_name("/shop/payment-key")},
)
api.auto_scale(min_tasks=2, max_tasks=20).on_cpu(60)

app.synth()

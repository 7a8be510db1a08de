import aws_cdk as cdk
from aws_cdk import aws_codedeploy as codedeploy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_lambda as lambda_
from cdk_ecs_shipshape import (
    CodeDeployHooks,
    ContainerService,
    Deployment,
    DeploymentAlarm,
    DeploymentHook,
    EcsCluster,
    EcsValidator,
    Exposure,
    ServiceConnect,
    TestTraffic,
)
from constructs import Construct

IMAGE = ecs.ContainerImage.from_registry("public.ecr.aws/docker/library/httpd:2.4")


class DeploymentsStack(cdk.Stack):
    """A service for each way to deploy a new version."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id, env=cdk.Environment(region="eu-west-1"))
        self.cluster = EcsCluster(self, "Cluster",
            vpc=ec2.Vpc(self, "Vpc", max_azs=2),
            default_cloud_map_namespace=ecs.CloudMapNamespaceOptions(name="shop.local"),
        )
        check = lambda_.Function(self, "Check",
            runtime=lambda_.Runtime.PYTHON_3_13,
            handler="index.handler",
            code=lambda_.Code.from_inline("def handler(event, context): return {'hookStatus': 'SUCCEEDED'}"),
        )
        self.checkout = self.service("Checkout", Deployment.blue_green(
            bake_time=cdk.Duration.minutes(15),
            test_traffic=TestTraffic.header("x-test", "green"),
            hooks=[
                DeploymentHook.smoke_test("/", status_codes=[200, 204]),
                DeploymentHook.lambda_(check, stages=[ecs.DeploymentLifecycleStage.POST_SCALE_UP], details={"table": "orders"}),
                DeploymentHook.approval(timeout=cdk.Duration.hours(4)),
            ],
            alarms=[DeploymentAlarm.server_errors(10)],
        ))
        self.search = self.service("Search", Deployment.canary(canary_percent=10, test_traffic=TestTraffic.port(8080)))
        self.catalogue = self.service("Catalogue", Deployment.code_deploy(
            deployment_config=codedeploy.EcsDeploymentConfig.CANARY_10_PERCENT_5_MINUTES,
            test_traffic=TestTraffic.port(8080),
            hooks=CodeDeployHooks(after_allow_test_traffic=check),
        ))
        self.reports = self.service("Reports", Deployment.external())
        self.prices = ContainerService(self, "Prices",
            cluster=self.cluster,
            image=IMAGE,
            container_port=8080,
            app_protocol=ecs.AppProtocol.http,
            service_connect=ServiceConnect.server(),
            deployment=Deployment.linear(step_percent=25, test_traffic=TestTraffic.header("x-test", "green")),
        )
        cdk.CfnOutput(self, "AppSpec", value=self.catalogue.code_deploy.app_spec)
        cdk.CfnOutput(self, "TaskSetInput", value=self.reports.task_sets.create_input)

    def service(self, name: str, deployment: Deployment) -> ContainerService:
        return ContainerService(self, name, cluster=self.cluster, image=IMAGE, exposure=Exposure.internal_alb(), deployment=deployment)


if __name__ == "__main__":
    app = cdk.App()
    cdk.Validations.of(app).add_plugins(EcsValidator(app))
    DeploymentsStack(app, "Deployments")
    app.synth()

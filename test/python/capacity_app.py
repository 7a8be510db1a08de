import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from cdk_ecs_shipshape import Capacity, CapacityType, ContainerService, EcsCluster, EcsValidator
from constructs import Construct

IMAGE = ecs.ContainerImage.from_registry("public.ecr.aws/docker/library/httpd:2.4")


class CapacityStack(cdk.Stack):
    """A service on each capacity of one cluster."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id, env=cdk.Environment(region="eu-west-1"))
        vpc = ec2.Vpc(self, "Vpc", max_azs=2)
        self.cluster = cluster = EcsCluster(self, "Cluster", vpc=vpc)
        instances = [ec2.InstanceType("m7i.large")]
        on_demand = cluster.add_instances("OnDemand", instance_types=instances, max_instances=4)
        spot = cluster.add_instances("Spot", instance_types=instances, max_instances=8, spot=True)
        managed = cluster.add_managed_instances("Managed")
        cluster.add_external_instances("Store")
        cluster.add_default_capacity(Capacity.combine(Capacity.instances(on_demand, base=1), Capacity.instances(spot, weight=3)))

        self.catalogue = self.service("Catalogue")
        self.checkout = self.service("Checkout", Capacity.instances(on_demand))
        self.search = self.service("Search", Capacity.managed_instances(managed))
        self.payments = self.service("Payments", Capacity.fargate_and_spot(spot_weight=3))
        self.till = self.service("Till", Capacity.external())
        self.moved = ContainerService(self, "Moved",
            cluster=cluster,
            image=IMAGE,
            capacity=Capacity.fargate_spot(),
            original_launch_type=ecs.LaunchType.FARGATE,
        )

        operator = iam.Role(self, "Operator", assumed_by=iam.AccountRootPrincipal())
        cluster.grant_read(operator)
        cluster.grant_run_task(operator, self.catalogue.task_definition)
        tasks = cluster.count_tasks()
        tasks.metric_tasks_started_on(Capacity.instances(spot)).create_alarm(self, "SpotTasksStart", threshold=50, evaluation_periods=1)
        cdk.CfnOutput(self, "OnFargate", value=",".join(
            name for each in cluster.capacities if each.capacity_type == CapacityType.FARGATE for name in each.capacity_provider_names
        ))

    def service(self, name: str, capacity: Capacity | None = None) -> ContainerService:
        return ContainerService(self, name, cluster=self.cluster, image=IMAGE, capacity=capacity)


if __name__ == "__main__":
    app = cdk.App()
    cdk.Validations.of(app).add_plugins(EcsValidator(app))
    CapacityStack(app, "Capacity")
    app.synth()

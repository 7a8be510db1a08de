import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_sns as sns
from aws_cdk import aws_stepfunctions as sfn
from cdk_ecs_shipshape import (
    Capacity,
    ContainerOverrides,
    ContainerService,
    DaemonService,
    DeploymentTask,
    EcsCluster,
    EcsValidator,
    Exposure,
    HostMount,
    JobExecution,
    JobOverlap,
    ScheduledJob,
    Target,
    TaskRunner,
    TaskSize,
    WorkerQueueProps,
    WorkerService,
)
from constructs import Construct

IMAGE = ecs.ContainerImage.from_registry("public.ecr.aws/docker/library/python:3.13-slim")


class WorkloadsStack(cdk.Stack):
    """Each workload on one cluster."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id, env=cdk.Environment(region="eu-west-1"))
        self.cluster = EcsCluster(self, "Cluster", vpc=ec2.Vpc(self, "Vpc", max_azs=2))
        self.on_call = sns.Topic(self, "OnCall", enforce_ssl=True)
        self.worker = self.add_worker()
        self.nightly, self.hourly = self.add_jobs()
        self.agent = self.add_daemon()
        self.api = self.add_service_with_migrations()
        self.runner = self.add_batch()

    def add_worker(self) -> WorkerService:
        orders = WorkerService(self, "Orders",
            cluster=self.cluster,
            image=IMAGE,
            command=["python", "-m", "orders"],
            processing_time=cdk.Duration.seconds(2),
            latency_goal=cdk.Duration.minutes(5),
            min_tasks=0,
            max_tasks=20,
            other_queues={
                "Refunds": WorkerQueueProps(processing_time=cdk.Duration.minutes(5), longest_processing_time=cdk.Duration.minutes(30), fifo=True),
            },
            task_protection=True,
            alarm_topic=self.on_call,
        )
        backlog = orders.metric_backlog_per_task(label="messages per task")
        backlog.create_alarm(self, "Backlog", threshold=500, evaluation_periods=3)
        orders.other_queues["Refunds"].metric_oldest_message_age().create_alarm(self, "RefundAge", threshold=7200, evaluation_periods=3)
        return orders

    def add_jobs(self) -> tuple[ScheduledJob, ScheduledJob]:
        nightly = ScheduledJob(self, "Nightly",
            cluster=self.cluster,
            image=IMAGE,
            schedule=scheduler.ScheduleExpression.cron(hour="2", minute="30", time_zone=cdk.TimeZone.EUROPE_BERLIN),
            flexible_window=cdk.Duration.minutes(15),
            capacity=Capacity.fargate_spot(),
            execution=JobExecution.workflow(
                fallback_capacity=Capacity.fargate(),
                retry_attempts=3,
                timeout=cdk.Duration.hours(2),
                overlap=JobOverlap.SKIP,
            ),
            failure_topic=self.on_call,
        )
        nightly.metric_duration(statistic="max").create_alarm(self, "SlowNight", threshold=3_600_000, evaluation_periods=1)
        hourly = ScheduledJob(self, "Hourly",
            cluster=self.cluster,
            image=IMAGE,
            schedule=scheduler.ScheduleExpression.rate(cdk.Duration.hours(1)),
            execution=JobExecution.direct(),
        )
        return nightly, hourly

    def add_daemon(self) -> DaemonService:
        instances = self.cluster.add_instances("Instances", instance_types=[ec2.InstanceType("m7g.large")], max_instances=4)
        agent = DaemonService(self, "Agent",
            cluster=self.cluster,
            image=IMAGE,
            capacity=Capacity.instances(instances),
            host_mounts=[HostMount(host_path="/var/log")],
        )
        agent.mount_host_path(agent.container, host_path="/proc", container_path="/host/proc")
        return agent

    def add_service_with_migrations(self) -> ContainerService:
        api = ContainerService(self, "Api", cluster=self.cluster, image=IMAGE, container_port=8080, exposure=Exposure.public_alb(insecure_http=True))
        DeploymentTask.before(api, "Migrate", command=["python", "-m", "migrate"], environment={"STEP": "schema"}, timeout=cdk.Duration.minutes(30))
        seed = DeploymentTask(self, "Seed", cluster=self.cluster, image=IMAGE, command=["python", "-m", "seed"], log_lines=0)
        seed.connect_to(Target.service(api))
        return api

    def add_batch(self) -> TaskRunner:
        runner = TaskRunner(self, "Thumbnails", cluster=self.cluster, image=IMAGE, command=["python", "-m", "thumbnails"])
        start = lambda_.Function(self, "Start",
            runtime=lambda_.Runtime.PYTHON_3_13,
            handler="index.handler",
            code=lambda_.Code.from_inline("def handler(event, context): pass"),
        )
        runner.allow_function(start, environment={"QUALITY": "80"}, size=TaskSize.fargate(cpu=1024, memory=cdk.Size.gibibytes(2)))

        albums = runner.for_each(self, "Albums",
            items_path="$.albums",
            max_concurrency=20,
            timeout=cdk.Duration.minutes(30),
            environment={"ALBUM": sfn.JsonPath.string_at("$.name")},
        )
        index = runner.task(self, "Index",
            container_overrides={"task": ContainerOverrides(command=["python", "-m", "thumbnails.index"])},
            result_path=sfn.JsonPath.DISCARD,
        )
        failed = sfn.Fail(self, "NoIndex")
        index.add_catch(failed)
        self.machine = runner.state_machine("Batch", definition=albums.next(index), timeout=cdk.Duration.hours(6))
        return runner


if __name__ == "__main__":
    app = cdk.App()
    cdk.Validations.of(app).add_plugins(EcsValidator(app))
    WorkloadsStack(app, "Workloads")
    app.synth()

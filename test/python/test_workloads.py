import json
from typing import Any, Callable

import aws_cdk as cdk
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_stepfunctions as sfn
from aws_cdk.assertions import Match, Template
from cdk_ecs_shipshape import (
    Capacity,
    DaemonService,
    DeploymentTask,
    EcsCluster,
    EcsValidator,
    HostMount,
    JobExecution,
    RuleSeverity,
    ScheduledJob,
    TaskRunner,
    WorkerQueueProps,
    WorkerService,
)
import pytest
from workloads import IMAGE, WorkloadsStack

HOURLY = scheduler.ScheduleExpression.rate(cdk.Duration.hours(1))


@pytest.fixture(scope="module")
def stack() -> WorkloadsStack:
    return WorkloadsStack(cdk.App(), "Workloads")


@pytest.fixture(scope="module")
def template(stack: WorkloadsStack) -> Template:
    return Template.from_stack(stack)


@pytest.fixture(scope="module")
def state_machine(stack: WorkloadsStack, template: Template) -> dict[str, Any]:
    """The definition of the batch, with X instead of each reference."""
    logical_id = stack.get_logical_id(stack.machine.node.default_child)
    parts = template.to_json()["Resources"][logical_id]["Properties"]["DefinitionString"]["Fn::Join"][1]
    return json.loads("".join(part if isinstance(part, str) else "X" for part in parts))


def test_nothing_is_wrong_with_the_workloads(stack: WorkloadsStack) -> None:
    findings = [each for each in EcsValidator.findings(stack.node.root) if each.severity in (RuleSeverity.ERROR, RuleSeverity.WARNING)]
    assert [f"{finding.construct_path}: {finding.message}" for finding in findings] == []


def test_a_worker_has_a_queue_for_each_entry_of_the_dict(stack: WorkloadsStack, template: Template) -> None:
    assert list(stack.worker.other_queues) == ["Refunds"]
    assert stack.worker.other_queues["Refunds"].url_variable == "QUEUE_URL_REFUNDS"
    template.has_resource_properties("AWS::SQS::Queue", {"FifoQueue": True, "VisibilityTimeout": 3600, "RedrivePolicy": Match.any_value()})


def test_a_worker_scales_from_zero(stack: WorkloadsStack, template: Template) -> None:
    template.has_resource_properties("AWS::ApplicationAutoScaling::ScalableTarget", {"MinCapacity": 0, "MaxCapacity": 20})
    assert stack.worker.scaling is not None


def test_a_worker_may_protect_its_tasks(template: Template) -> None:
    template.has_resource_properties("AWS::IAM::Policy", {"PolicyDocument": {"Statement": Match.array_with([
        Match.object_like({"Action": Match.array_with(["ecs:UpdateTaskProtection"])}),
    ])}})


def test_the_age_of_the_messages_is_an_alarm(template: Template) -> None:
    template.has_resource_properties("AWS::CloudWatch::Alarm", {"MetricName": "ApproximateAgeOfOldestMessage", "Threshold": 7200})


def test_a_job_has_a_state_machine_or_runs_directly(stack: WorkloadsStack) -> None:
    assert isinstance(stack.nightly.state_machine, sfn.StateMachine)
    assert stack.hourly.state_machine is None


def test_jobs_are_scheduled(template: Template) -> None:
    template.has_resource_properties("AWS::Scheduler::Schedule", {
        "ScheduleExpression": "cron(30 2 * * ? *)", "ScheduleExpressionTimezone": "Europe/Berlin",
        "FlexibleTimeWindow": {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15},
    })
    template.has_resource_properties("AWS::Scheduler::Schedule", {"ScheduleExpression": "rate(1 hour)", "Target": {"EcsParameters": Match.any_value()}})


def test_a_daemon_has_host_mounts(template: Template) -> None:
    template.has_resource_properties("AWS::ECS::Service", {"SchedulingStrategy": "DAEMON"})
    template.has_resource_properties("AWS::ECS::TaskDefinition", {"ContainerDefinitions": [Match.object_like({"MountPoints": [
        Match.object_like({"ContainerPath": "/var/log", "ReadOnly": True}), Match.object_like({"ContainerPath": "/host/proc", "ReadOnly": True}),
    ]})]})


def test_tasks_run_in_deployments(template: Template) -> None:
    template.resource_count_is("Custom::EcsDeploymentTask", 2)
    for module in ("migrate", "seed"):
        template.has_resource_properties("AWS::ECS::TaskDefinition", {"ContainerDefinitions": [Match.object_like({"Command": ["python", "-m", module]})]})


def test_a_function_has_the_input_of_run_task(template: Template) -> None:
    template.has_resource_properties("AWS::Lambda::Function", {"Environment": {"Variables": {"RUN_TASK_INPUT": Match.any_value()}}})


def test_a_map_runs_a_task_for_each_item(state_machine: dict[str, Any]) -> None:
    albums = state_machine["States"]["Albums"]
    assert (albums["Type"], albums["ItemsPath"], albums["MaxConcurrency"], albums["Next"]) == ("Map", "$.albums", 20, "Index")
    [run] = [state for state in albums["ItemProcessor"]["States"].values() if state.get("Resource", "").endswith(":ecs:runTask.sync")]
    assert run["Parameters"]["Overrides"]["ContainerOverrides"] == [{"Name": "task", "Environment": [{"Name": "ALBUM", "Value.$": "$.name"}]}]


def test_a_task_is_a_state(stack: WorkloadsStack, state_machine: dict[str, Any]) -> None:
    index = stack.node.find_child("Index")
    assert isinstance(index, sfn.TaskStateBase)
    assert state_machine["States"]["Index"]["Catch"] == [{"ErrorEquals": ["States.ALL"], "Next": "NoIndex"}]


def worker(cluster: EcsCluster, **props: Any) -> WorkerService:
    return WorkerService(cluster.stack, "Refused", cluster=cluster, image=IMAGE, max_tasks=4, **props)


SECONDS = cdk.Duration.seconds
REFUSALS: dict[str, tuple[Callable[[EcsCluster], Any], str]] = {
    "a queue without a name": (
        lambda cluster: worker(cluster, processing_time=SECONDS(2), other_queues={"": WorkerQueueProps(processing_time=SECONDS(2))}),
        r"\[Workloads/Refused\] otherQueues",
    ),
    "a visibility timeout shorter than the processing": (
        lambda cluster: worker(cluster, processing_time=SECONDS(60), visibility_timeout=SECONDS(10)),
        r"\[Workloads/Refused\] visibilityTimeout \(10 seconds\) must not be below longestProcessingTime",
    ),
    "a negative number of attempts": (
        lambda cluster: ScheduledJob(cluster.stack, "Refused", cluster=cluster, image=IMAGE, schedule=HOURLY,
            execution=JobExecution.workflow(retry_attempts=-1)),
        r"\[Workloads/Refused\] retryAttempts \(-1\) must be a whole number",
    ),
    "a task longer than a custom resource": (
        lambda cluster: DeploymentTask(cluster.stack, "Refused", cluster=cluster, image=IMAGE, timeout=cdk.Duration.hours(2)),
        r"\[Workloads/Refused\] timeout \(7200 seconds\) must be .* in a step of the pipeline",
    ),
    "a daemon on Fargate": (
        lambda cluster: DaemonService(cluster.stack, "Refused", cluster=cluster, image=IMAGE, capacity=Capacity.fargate()),
        r"\[Workloads/Refused\] .*Fargate",
    ),
    "two mounts on one path": (
        lambda cluster: DaemonService(cluster.stack, "Refused", cluster=cluster, image=IMAGE, capacity=cluster_capacity(cluster),
            host_mounts=[HostMount(host_path="/a", container_path="/x"), HostMount(host_path="/b", container_path="/x")]),
        r"hostMounts has the containerPath '/x' more than once",
    ),
    "a container that the task does not have": (
        lambda cluster: TaskRunner(cluster.stack, "Refused", cluster=cluster, image=IMAGE).run_task_input(container_overrides={"web": {"cpu": 128}}),
        r"the task has no container 'web'; use one of task",
    ),
}


def cluster_capacity(cluster: EcsCluster) -> Capacity:
    return next(each for each in cluster.capacities if each.capacity_type.name == "INSTANCES")


@pytest.mark.parametrize("make, message", REFUSALS.values(), ids=REFUSALS.keys())
def test_a_refusal_is_readable(make: Callable[[EcsCluster], Any], message: str) -> None:
    refused = WorkloadsStack(cdk.App(), "Workloads")
    with pytest.raises(RuntimeError, match=message):
        make(refused.cluster)

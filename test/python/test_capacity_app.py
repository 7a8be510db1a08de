from typing import Any

import aws_cdk as cdk
from aws_cdk.assertions import Match, Template
from capacity_app import CapacityStack
from cdk_ecs_shipshape import Capacity, CapacityType, EcsValidator, RuleSeverity
import pytest

SERVICE = "AWS::ECS::Service"


@pytest.fixture(scope="module")
def stack() -> CapacityStack:
    return CapacityStack(cdk.App(), "Capacity")


@pytest.fixture(scope="module")
def template(stack: CapacityStack) -> Template:
    return Template.from_stack(stack)


def provider(name: str, **shares: int) -> dict[str, Any]:
    return {"CapacityProvider": {"Ref": Match.string_like_regexp(f"^Cluster{name}")}, **shares}


def test_nothing_is_wrong_with_the_capacities(stack: CapacityStack) -> None:
    findings = [each for each in EcsValidator.findings(stack.node.root) if each.severity in (RuleSeverity.ERROR, RuleSeverity.WARNING)]
    assert [f"{finding.construct_path}: {finding.message}" for finding in findings] == []


@pytest.mark.parametrize("strategy", [
    [provider("OnDemand", Base=1, Weight=1), provider("Spot", Weight=3)],
    [provider("OnDemand", Weight=1)],
    [provider("Managed", Weight=1)],
    [{"CapacityProvider": "FARGATE", "Base": 1, "Weight": 1}, {"CapacityProvider": "FARGATE_SPOT", "Weight": 3}],
])
def test_services_run_on_capacity_providers(template: Template, strategy: list[dict[str, Any]]) -> None:
    template.has_resource_properties(SERVICE, {"CapacityProviderStrategy": strategy, "LaunchType": Match.absent()})


def test_a_service_runs_on_external_instances(template: Template) -> None:
    template.has_resource_properties(SERVICE, {"LaunchType": "EXTERNAL", "CapacityProviderStrategy": Match.absent()})


def test_a_moved_service_keeps_its_launch_type(template: Template) -> None:
    template.has_resource_properties(SERVICE, {"LaunchType": "FARGATE", "CapacityProviderStrategy": [{"CapacityProvider": "FARGATE_SPOT", "Weight": 1}]})


def test_the_cluster_lists_its_capacities(stack: CapacityStack) -> None:
    assert [each.capacity_type for each in stack.cluster.capacities] == [
        CapacityType.FARGATE, CapacityType.FARGATE, CapacityType.INSTANCES, CapacityType.INSTANCES, CapacityType.MANAGED_INSTANCES, CapacityType.EXTERNAL,
    ]


def test_two_kinds_cannot_be_combined(stack: CapacityStack) -> None:
    instances = stack.cluster.capacities[2]
    with pytest.raises(RuntimeError, match="which ECS refuses"):
        Capacity.combine(Capacity.fargate(), instances)


def test_runs_are_confined_to_the_cluster(template: Template) -> None:
    template.has_resource_properties("AWS::IAM::Policy", {"PolicyDocument": {"Statement": Match.array_with([
        Match.object_like({"Action": "ecs:RunTask", "Condition": {"ArnEquals": {"ecs:cluster": Match.any_value()}}}),
    ])}})


def test_tasks_are_counted(template: Template) -> None:
    template.resource_count_is("AWS::Logs::MetricFilter", 4)

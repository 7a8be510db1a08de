from typing import Any

import aws_cdk as cdk
from aws_cdk.assertions import Match, Template
from cdk_ecs_shipshape import EcsValidator, RuleSeverity
from deployments import DeploymentsStack
import pytest

SERVICE = "AWS::ECS::Service"


@pytest.fixture(scope="module")
def stack() -> DeploymentsStack:
    return DeploymentsStack(cdk.App(), "Deployments")


@pytest.fixture(scope="module")
def template(stack: DeploymentsStack) -> Template:
    return Template.from_stack(stack)


def configuration(**settings: Any) -> dict[str, Any]:
    return {"DeploymentConfiguration": Match.object_like(settings)}


def test_nothing_is_wrong_with_the_deployments(stack: DeploymentsStack) -> None:
    findings = [each for each in EcsValidator.findings(stack.node.root) if each.severity in (RuleSeverity.ERROR, RuleSeverity.WARNING)]
    assert [f"{finding.construct_path}: {finding.message}" for finding in findings] == []


def test_blue_green_waits_for_hooks(template: Template) -> None:
    template.has_resource_properties(SERVICE, configuration(Strategy="BLUE_GREEN", BakeTimeInMinutes=15, LifecycleHooks=[
        Match.object_like({"LifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"]}),
        Match.object_like({"LifecycleStages": ["POST_SCALE_UP"], "HookDetails": '{"table":"orders"}'}),
        Match.object_like({"TargetType": "PAUSE"}),
    ]))


def test_a_canary_comes_first(template: Template) -> None:
    template.has_resource_properties(SERVICE, configuration(Strategy="CANARY", CanaryConfiguration=Match.object_like({"CanaryPercent": 10})))


def test_linear_steps_go_through_service_connect(template: Template) -> None:
    template.has_resource_properties(SERVICE, configuration(Strategy="LINEAR", LinearConfiguration=Match.object_like({"StepPercent": 25})))


@pytest.mark.parametrize("controller", ["CODE_DEPLOY", "EXTERNAL"])
def test_others_replace_tasks(template: Template, controller: str) -> None:
    template.has_resource_properties(SERVICE, {"DeploymentController": {"Type": controller}})


def test_the_test_listener_forwards_to_the_second_target_group(template: Template) -> None:
    template.has_resource_properties("AWS::ElasticLoadBalancingV2::Listener", {
        "Port": 8080,
        "DefaultActions": [{"Type": "forward", "TargetGroupArn": {"Ref": Match.string_like_regexp("^CatalogueAlternateTargetGroup")}}],
    })

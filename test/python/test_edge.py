from typing import Any

import aws_cdk as cdk
from aws_cdk.assertions import Match, Template
from cdk_ecs_shipshape import EcsValidator, RuleSeverity
from edge import Traffic
import pytest

RULE = "AWS::ElasticLoadBalancingV2::ListenerRule"


@pytest.fixture(scope="module")
def traffic() -> Traffic:
    return Traffic(cdk.App(), "Prod")


def rule_of(stack: cdk.Stack) -> dict[str, Any]:
    [rule] = Template.from_stack(stack).find_resources(RULE).values()
    return rule["Properties"]


def test_nothing_is_wrong_with_the_traffic(traffic: Traffic) -> None:
    findings = [each for each in EcsValidator.findings(traffic.node.root) if each.severity in (RuleSeverity.ERROR, RuleSeverity.WARNING)]
    assert [f"{finding.construct_path}: {finding.message}" for finding in findings] == []


def test_hosts_paths_and_headers_are_conditions_of_the_rule(traffic: Traffic) -> None:
    assert rule_of(traffic.orders)["Conditions"] == [
        {"Field": "host-header", "HostHeaderConfig": {"Values": ["shop.example.com"]}},
        {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/orders/*"]}},
        {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "x-api-version", "Values": ["2", "3"]}},
    ]


def test_cognito_comes_before_the_service(traffic: Traffic) -> None:
    login, forward = rule_of(traffic.orders)["Actions"]
    assert (login["Type"], login["Order"], forward["Type"], forward["Order"]) == ("authenticate-cognito", 1, "forward", 2)
    assert login["AuthenticateCognitoConfig"]["SessionTimeout"] == 28800


def test_the_client_secret_stays_in_secrets_manager(traffic: Traffic) -> None:
    config = rule_of(traffic.reports)["Actions"][0]["AuthenticateOidcConfig"]
    assert config["ClientSecret"] == "{{resolve:secretsmanager:reports/oidc:SecretString:clientSecret::}}"
    assert config["OnUnauthenticatedRequest"] == "deny"


def test_only_a_host_without_a_certificate_gets_one(traffic: Traffic) -> None:
    Template.from_stack(traffic.orders).resource_count_is("AWS::CertificateManager::Certificate", 0)
    template = Template.from_stack(traffic.reports)
    template.has_resource_properties("AWS::CertificateManager::Certificate", {"DomainName": "reports.example.com"})
    template.has_resource_properties("AWS::Route53::RecordSet", {"Name": "reports.example.com.", "Type": "A"})


def test_the_rules_have_different_priorities(traffic: Traffic) -> None:
    assert rule_of(traffic.orders)["Priority"] != rule_of(traffic.reports)["Priority"]


def test_the_network_load_balancer_ends_tls(traffic: Traffic) -> None:
    Template.from_stack(traffic.broker).has_resource_properties("AWS::ElasticLoadBalancingV2::Listener", {
        "Port": 8883,
        "Protocol": "TLS",
        "Certificates": [{"CertificateArn": Match.any_value()}],
    })

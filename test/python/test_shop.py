import aws_cdk as cdk
from aws_cdk.assertions import Template
from cdk_ecs_shipshape import EcsValidator, RuleSeverity
from shop import Shop


def test_the_shop_has_no_ecs_errors() -> None:
    app = cdk.App()
    Shop(app, "Prod")
    errors = [finding for finding in EcsValidator.findings(app) if finding.severity == RuleSeverity.ERROR]
    assert [f"{error.construct_path}: {error.message}" for error in errors] == []


def test_web_tasks_above_the_first_run_mostly_on_spot() -> None:
    shop = Shop(cdk.App(), "Prod")
    Template.from_stack(shop.service_stack).has_resource_properties("AWS::ECS::Service", {
        "CapacityProviderStrategy": [
            {"CapacityProvider": "FARGATE", "Base": 1, "Weight": 1},
            {"CapacityProvider": "FARGATE_SPOT", "Weight": 3},
        ],
    })

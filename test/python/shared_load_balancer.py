import aws_cdk as cdk
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from cdk_ecs_shipshape import EcsValidator
from edge import Traffic

app = cdk.App()
cdk.Validations.of(app).add_plugins(EcsValidator(app))
traffic = Traffic(app, "Prod")

if app.node.try_get_context("mistakes") == "true":
    # each team writes the priority of its rule, and both write 1
    for stack in (traffic.orders, traffic.reports):
        for node in stack.node.find_all():
            if isinstance(node, elbv2.CfnListenerRule):
                node.add_property_override("Priority", 1)

app.synth()

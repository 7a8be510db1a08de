import aws_cdk as cdk
from cdk_ecs_shipshape import EcsValidator
from shop import Shop

app = cdk.App()
cdk.Validations.of(app).add_plugins(EcsValidator(app, posture=True))
Shop(app, "Dev")
app.synth()

import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_route53 as route53
from cdk_ecs_shipshape import AlbAuthentication, ContainerService, EcsCluster, Exposure, SharedAlb, SharedAlbDomain
from constructs import Construct

ENV = cdk.Environment(region="eu-west-1")
IMAGE = ecs.ContainerImage.from_registry("public.ecr.aws/docker/library/httpd:2.4")


class EdgeStack(cdk.Stack):
    """A load balancer under the name of the shop, for the services of all teams."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id, env=ENV)
        vpc = ec2.Vpc(self, "Vpc", max_azs=2)
        self.cluster = EcsCluster(self, "Cluster", vpc=vpc)
        self.domain_zone = route53.HostedZone.from_hosted_zone_attributes(self, "Zone",
            hosted_zone_id="Z08612301K3YCTVL2LJNE",
            zone_name="example.com",
        )
        self.alb = SharedAlb(self, "Alb",
            vpc=vpc,
            internet_facing=True,
            allow_https_outbound=True,
            domains=[
                SharedAlbDomain(domain_name="shop.example.com", domain_zone=self.domain_zone),
                SharedAlbDomain(domain_name="*.shop.example.com", domain_zone=self.domain_zone),
            ],
        )


class OrdersStack(cdk.Stack):
    """Some paths of the shop, for clients of one version, after a login with Cognito."""

    def __init__(self, scope: Construct, construct_id: str, edge: EdgeStack) -> None:
        super().__init__(scope, construct_id, env=ENV)
        users = cognito.UserPool(self, "Users")
        login = users.add_domain("Login", cognito_domain=cognito.CognitoDomainOptions(domain_prefix="example-orders"))
        client = users.add_client("LoadBalancer",
            generate_secret=True,
            o_auth=cognito.OAuthSettings(
                flows=cognito.OAuthFlows(authorization_code_grant=True),
                scopes=[cognito.OAuthScope.OPENID],
                callback_urls=["https://shop.example.com/oauth2/idpresponse"],
            ),
        )
        ContainerService(self, "Orders",
            cluster=edge.cluster,
            image=IMAGE,
            exposure=Exposure.shared_alb(edge.alb,
                hosts=["shop.example.com"],
                paths=["/orders/*"],
                headers={"x-api-version": ["2", "3"]},
                authentication=AlbAuthentication.cognito(
                    user_pool=users,
                    user_pool_client=client,
                    user_pool_domain=login,
                    session_timeout=cdk.Duration.hours(8),
                ),
            ),
        )


class ReportsStack(cdk.Stack):
    """A name of its own, after a login with OpenID Connect."""

    def __init__(self, scope: Construct, construct_id: str, edge: EdgeStack) -> None:
        super().__init__(scope, construct_id, env=ENV)
        ContainerService(self, "Reports",
            cluster=edge.cluster,
            image=IMAGE,
            exposure=Exposure.shared_alb(edge.alb,
                hosts=["reports.example.com"],
                domain_zone=edge.domain_zone,
                authentication=AlbAuthentication.oidc(
                    issuer="https://login.example.com",
                    authorization_endpoint="https://login.example.com/authorize",
                    token_endpoint="https://login.example.com/token",
                    user_info_endpoint="https://login.example.com/userinfo",
                    client_id="reports",
                    client_secret=cdk.SecretValue.secrets_manager("reports/oidc", json_field="clientSecret"),
                    on_unauthenticated_request=elbv2.UnauthenticatedAction.DENY,
                ),
            ),
        )


class BrokerStack(cdk.Stack):
    """A message broker behind a Network Load Balancer that ends TLS."""

    def __init__(self, scope: Construct, construct_id: str, edge: EdgeStack) -> None:
        super().__init__(scope, construct_id, env=ENV)
        ContainerService(self, "Broker",
            cluster=edge.cluster,
            image=ecs.ContainerImage.from_registry("public.ecr.aws/docker/library/eclipse-mosquitto:2"),
            container_port=1883,
            exposure=Exposure.public_nlb(
                domain_name="mqtt.example.com",
                domain_zone=edge.domain_zone,
                listener_port=8883,
                health_check=elbv2.HealthCheck(protocol=elbv2.Protocol.TCP),
            ),
        )


class Traffic(cdk.Stage):
    """All of them."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self.edge = EdgeStack(self, "Edge")
        self.orders = OrdersStack(self, "Orders", self.edge)
        self.reports = ReportsStack(self, "Reports", self.edge)
        self.broker = BrokerStack(self, "Broker", self.edge)

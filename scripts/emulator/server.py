"""
The server of moto, with parts of an ECS deployment that its CloudFormation does not support.

The CloudFormation of moto passes only a few properties of task definitions and services, forgets a task definition
when it changes, and does not update services to the new revision. This server passes all properties that the ECS API
of moto supports. A changed task definition becomes a new revision, to which its services are updated, as in
CloudFormation. Load balancers have the hosted zone id that a shared load balancer exports. Schedules, capacity providers
and their association with a cluster are created, and all providers are described if a call gives no names. Custom resources are created
without a call of their function.
"""

import sys

from moto.cloudformation.custom_model import CustomModel
from moto.core.common_models import CloudFormationModel
from moto.core.utils import pascal_to_camelcase, remap_nested_keys
from moto.ecs.models import EC2ContainerServiceBackend, Service, TaskDefinition, ecs_backends
from moto.elbv2.models import FakeLoadBalancer
from moto.scheduler.models import scheduler_backends
from moto.server import main

TASK_DEFINITION = {
    "cpu": "Cpu",
    "memory": "Memory",
    "network_mode": "NetworkMode",
    "requires_compatibilities": "RequiresCompatibilities",
    "execution_role_arn": "ExecutionRoleArn",
    "task_role_arn": "TaskRoleArn",
    "volumes": "Volumes",
    "runtime_platform": "RuntimePlatform",
}

SERVICE = {
    "load_balancers": "LoadBalancers",
    "network_configuration": "NetworkConfiguration",
    "propagate_tags": "PropagateTags",
    "platform_version": "PlatformVersion",
}

SCHEDULE = {
    "description": "Description",
    "end_date": "EndDate",
    "flexible_time_window": "FlexibleTimeWindow",
    "group_name": "GroupName",
    "kms_key_arn": "KmsKeyArn",
    "schedule_expression": "ScheduleExpression",
    "schedule_expression_timezone": "ScheduleExpressionTimezone",
    "start_date": "StartDate",
    "state": "State",
    "target": "Target",
}


def api_arguments(names, properties):
    return {
        argument: remap_nested_keys(properties[name], pascal_to_camelcase)
        for argument, name in names.items()
        if name in properties
    }


def register(backend, family, properties):
    return backend.register_task_definition(
        family=family,
        container_definitions=remap_nested_keys(properties["ContainerDefinitions"], pascal_to_camelcase),
        **api_arguments(TASK_DEFINITION, properties),
    )


def create_task_definition(cls, resource_name, cloudformation_json, account_id, region_name, **_):
    properties = cloudformation_json["Properties"]
    return register(ecs_backends[account_id][region_name], properties.get("Family", resource_name), properties)


def update_task_definition(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    backend = ecs_backends[account_id][region_name]
    properties = cloudformation_json["Properties"]
    changed = register(backend, properties.get("Family", original_resource.family), properties)
    backend.deregister_task_definition(original_resource.arn)
    for service in backend.services.values():
        if service.task_definition == original_resource.arn:
            service.task_definition = changed.arn
    return changed


def create_service(cls, resource_name, cloudformation_json, account_id, region_name, **_):
    properties = cloudformation_json["Properties"]
    return ecs_backends[account_id][region_name].create_service(
        properties["Cluster"],
        resource_name,
        properties.get("DesiredCount", 1),
        task_definition_str=properties["TaskDefinition"],
        launch_type="FARGATE",
        **api_arguments(SERVICE, properties),
    )


class CapacityProviderResource(CloudFormationModel):
    # moto finds the service of a model by its module
    __module__ = "moto.ecs.models"

    def __init__(self, name):
        self.physical_resource_id = name

    @staticmethod
    def cloudformation_name_type():
        return "Name"

    @staticmethod
    def cloudformation_type():
        return "AWS::ECS::CapacityProvider"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        details = remap_nested_keys(cloudformation_json["Properties"]["AutoScalingGroupProvider"], pascal_to_camelcase)
        details["autoScalingGroupArn"] = f"arn:aws:autoscaling:{region_name}:{account_id}:autoScalingGroup:1:autoScalingGroupName/{details['autoScalingGroupArn']}"
        ecs_backends[account_id][region_name].create_capacity_provider(resource_name, details, [])
        return cls(resource_name)


class ScheduleResource(CloudFormationModel):
    # moto finds the service of a model by its module
    __module__ = "moto.scheduler.models"

    def __init__(self, name):
        self.physical_resource_id = name

    @staticmethod
    def cloudformation_name_type():
        return "Name"

    @staticmethod
    def cloudformation_type():
        return "AWS::Scheduler::Schedule"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        properties = cloudformation_json["Properties"]
        arguments = {argument: properties.get(name) for argument, name in SCHEDULE.items()}
        scheduler_backends[account_id][region_name].create_schedule(name=resource_name, action_after_completion=None, **arguments)
        return cls(resource_name)


class CapacityProviderAssociationsResource(CloudFormationModel):
    # moto finds the service of a model by its module
    __module__ = "moto.ecs.models"

    def __init__(self, cluster):
        self.physical_resource_id = cluster

    @staticmethod
    def cloudformation_name_type():
        return ""

    @staticmethod
    def cloudformation_type():
        return "AWS::ECS::ClusterCapacityProviderAssociations"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        properties = cloudformation_json["Properties"]
        ecs_backends[account_id][region_name].put_cluster_capacity_providers(properties["Cluster"], properties["CapacityProviders"], [])
        return cls(properties["Cluster"])


moto_providers = EC2ContainerServiceBackend.describe_capacity_providers


def describe_capacity_providers(self, names):
    return moto_providers(self, list(self.capacity_providers) if names is None else names)


def create_custom_resource(cls, resource_name, cloudformation_json, account_id, region_name, **arguments):
    resource = CustomModel(region_name, "request", arguments["LogicalId"], resource_name)
    resource.set_data({})
    return resource


moto_attribute = FakeLoadBalancer.get_cfn_attribute


def load_balancer_attribute(self, attribute_name):
    return self.canonical_hosted_zone_id if attribute_name == "CanonicalHostedZoneID" else moto_attribute(self, attribute_name)


FakeLoadBalancer.get_cfn_attribute = load_balancer_attribute
TaskDefinition.create_from_cloudformation_json = classmethod(create_task_definition)
TaskDefinition.update_from_cloudformation_json = classmethod(update_task_definition)
EC2ContainerServiceBackend.describe_capacity_providers = describe_capacity_providers
CustomModel.create_from_cloudformation_json = classmethod(create_custom_resource)
Service.create_from_cloudformation_json = classmethod(create_service)

if __name__ == "__main__":
    main(sys.argv[1:])

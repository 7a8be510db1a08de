const SCRIPT = 'C:\\ProgramData\\Amazon\\ECS\\complete-lifecycle.ps1';
const METADATA = 'http://169.254.169.254/latest';

/**
 * Registers a task of Windows that completes the lifecycle action of the instance, a minute after the first start and after each later one. Without it,
 * EC2 Auto Scaling stops an instance of the warm pool while the agent is still being set up. The name of the group is a tag of the instance: the launch
 * template cannot refer to the group, which refers to the launch template.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-warm-pool.html
 */
export function completeLifecycleAction(hookName: string): readonly string[] {
  return [
    "Set-Content -Path '" + SCRIPT + "' -Value @'",
    `$token = Invoke-RestMethod -Method Put -Uri ${METADATA}/api/token -Headers @{'X-aws-ec2-metadata-token-ttl-seconds' = '300'}`,
    "$headers = @{'X-aws-ec2-metadata-token' = $token}",
    `$instance = Invoke-RestMethod -Uri ${METADATA}/meta-data/instance-id -Headers $headers`,
    `$region = Invoke-RestMethod -Uri ${METADATA}/meta-data/placement/region -Headers $headers`,
    `$group = Invoke-RestMethod -Uri ${METADATA}/meta-data/tags/instance/aws:autoscaling:groupName -Headers $headers`,
    `Complete-ASLifecycleAction -LifecycleHookName ${hookName} -AutoScalingGroupName $group -InstanceId $instance -LifecycleActionResult CONTINUE -Region $region`,
    "'@",
    `$action = New-ScheduledTaskAction -Execute powershell.exe -Argument '-NoProfile -ExecutionPolicy Bypass -File ${SCRIPT}'`,
    '$once = New-ScheduledTaskTrigger -Once -At ((Get-Date).AddSeconds(60))',
    '$startup = New-ScheduledTaskTrigger -AtStartup',
    "$startup.Delay = 'PT60S'",
    '$principal = New-ScheduledTaskPrincipal -UserId SYSTEM -LogonType ServiceAccount -RunLevel Highest',
    'Register-ScheduledTask -TaskName CompleteLifecycleHook -Action $action -Trigger $once, $startup -Principal $principal -Settings (New-ScheduledTaskSettingsSet -StartWhenAvailable) -Force',
  ];
}

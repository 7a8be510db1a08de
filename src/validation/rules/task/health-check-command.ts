import { healthCheckProblem } from '../../../facts/health-checks';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The health check command of a container can run',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'CMD runs a program without a shell. CMD-SHELL runs one string in the shell of the container. A command that mixes the two fails at every run, so the container never becomes healthy and ECS replaces the task.',
  fix: "Set healthCheck: { command: ['CMD-SHELL', 'curl -f http://localhost/ || exit 1'] }, or ['CMD', 'curl', '-f', 'http://localhost/'] for a program without a shell. In CloudFormation: HealthCheck.Command.",
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { healthCheck, label } of task.containers) {
      const words = healthCheck.list('Command');
      const problem = words.isComplete ? healthCheckProblem(words.map(word => word.asText.known), task.mayBeWindows) : undefined;
      if (problem) {
        yield {
          location: healthCheck.at('Command'),
          message: `the health check of ${label} ${problem.text}`,
          ...problem.otherwise === 'refused' ? {} : { severity: 'warning' },
        };
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a shell command in several elements': command('CMD-SHELL', 'curl', '-f', 'http://localhost/'),
    'a shell command whose URL is in another element': command('CMD-SHELL', 'curl -f', 'http://localhost/'),
    'a shell command whose second element is not run': command('CMD-SHELL', 'curl -f http://localhost/', '&& test -f /tmp/ready'),
    'a shell command in several elements, with a first element that may work alone': command('CMD-SHELL', '/app/check', '--fast'),
    'a shell command in several elements, one of them from a parameter': command('CMD-SHELL', '/app/check', { Ref: 'Mode' }),
    'sh -c with a command in several elements': command('CMD', '/bin/sh', '-c', 'curl', '-f', 'http://localhost/'),
    'a line as the name of a program': command('CMD', 'curl -f http://localhost/ || exit 1'),
    'a script and its interpreter as the name of a program': command('CMD', 'node check.js'),
    'a path and an option as the name of a program': command('CMD', '/app/check --fast'),
    'a path with a space': command('CMD', '/opt/my app/check'),
    'a shell command as a program': command('CMD', 'exit', '0'),
    'an operator without a shell': command('CMD', 'curl', '-f', 'http://localhost/', '||', 'exit', '1'),
    'an operator and what follows in one element': command('CMD', 'curl', 'http://localhost/', '-f', '|| exit 1'),
    'an operator without a shell on Windows': onWindows('CMD', 'curl.exe', '-f', 'http://localhost/', '||', 'exit', '1'),
    'a redirection without a shell': command('CMD', 'curl', '-f', 'http://localhost/', '>/dev/null'),
    'an operator before another URL': command('CMD', 'curl', '-f', 'http://localhost/a', '&&', 'curl', '-f', 'http://localhost/b'),
    'an operator before a value from a parameter': command('CMD', 'curl', '-f', 'http://localhost/', '||', { Ref: 'Otherwise' }),
    'an operator for a program that rejects further arguments': command('CMD', 'pg_isready', '-U', 'app', '&&', { Ref: 'Next' }),
    'an operator for a program that may ignore it': command('CMD', 'redis-cli', 'ping', '||', 'exit', '1'),
    'a variable in a URL without a shell': command('CMD', 'curl', '-f', 'http://localhost:$PORT/'),
    'a URL in quotes without a shell': command('CMD', 'wget', '--spider', '"http://localhost/"'),
    'CMD-SHELL without a command': command('CMD-SHELL'),
    'neither CMD nor CMD-SHELL': command('curl -f http://localhost/ || exit 1'),
  },
  good: {
    'a shell command': command('CMD-SHELL', 'curl -f http://localhost/ || exit 1'),
    'a shell command with a second element that changes nothing': command('CMD-SHELL', 'curl -f http://localhost/', '|| exit 1'),
    'a shell command that passes its arguments on': command('CMD-SHELL', 'exec "$0" "$@"', 'curl', '-f', 'http://localhost/'),
    'a shell command from a parameter, with another element': command('CMD-SHELL', { Ref: 'Probe' }, '--fast'),
    'a program with arguments': command('CMD', 'curl', '-f', 'http://localhost/?a=1;b=$2'),
    'a URL with a dollar sign in the password': command('CMD', 'curl', '-f', 'http://app:pa$word@localhost/'),
    'a shell as the program': command('CMD', 'sh', '-c', 'curl -f http://localhost/ || exit 1'),
    'a script of a shell with arguments': command('CMD', 'bash', '/app/check.sh', '||', 'exit', '1'),
    'find with the terminator of -exec': command('CMD', 'find', '/tmp/heartbeat', '-mmin', '-1', '-exec', 'test', '-s', '{}', ';'),
    'an operator of expr': command('CMD', 'expr', '1', '|', '0'),
    'a script with a vertical bar': command('CMD', 'node', '-e', 'check()', '|', 'x'),
    'a program that ignores further arguments': command('CMD', '/bin/grpc_health_probe', '-addr=:50051', '||', 'exit', '1'),
    'a separator as the value of an option': command('CMD', '/app/check', '--separator', '|'),
    'a variable for a program that may read it': command('CMD', '/app/check', 'http://localhost:$PORT/'),
    'a program from a parameter': command('CMD', { Ref: 'Probe' }, '||', 'exit', '1'),
    'no health check, as Docker defines it': command('NONE'),
    'a kind from a parameter': command({ Ref: 'Kind' }, 'curl -f http://localhost/'),
    'an element under a condition': command('CMD-SHELL', 'curl', { 'Fn::If': ['Strict', '-f', { Ref: 'AWS::NoValue' }] }),
    'a Windows path with a space': command('CMD', 'D:\\My Programs\\check.exe'),
    'a path with a space on Windows': onWindows('CMD', 'C:\\Program Files\\app\\check.exe'),
    'a program in a folder with a space, on Windows': onWindows('CMD', '\\\\files\\my app\\check.exe'),
    'a shell command in several elements on Windows': onWindows('CMD-SHELL', 'curl', '-f', 'http://localhost/'),
    'sh -c with a command in several elements on Windows': onWindows('CMD', 'sh', '-c', 'curl', '-f', 'http://localhost/'),
  },
});

function onWindows(...words: string[]) {
  return { Task: { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }, ...command(...words).Task } };
}

function command(...Command: unknown[]) { return { Task: { ContainerDefinitions: { 0: { HealthCheck: { Command } } } } }; }

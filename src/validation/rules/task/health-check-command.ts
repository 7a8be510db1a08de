import { healthCheckProblem } from '../../../facts/health-checks';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A health check is a command that can be run',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'CMD runs a program without a shell, CMD-SHELL one text in the shell of the container; what is mixed up always fails, and the container never becomes healthy.',
  fix: 'Write ["CMD-SHELL", "curl -f http://localhost/ || exit 1"], or ["CMD", "curl", "-f", "http://localhost/"].',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { healthCheck, label } of task.containers) {
      const words = healthCheck.list('Command');
      const problem = words.isComplete ? healthCheckProblem(words.map(word => word.asText.known), task.mayBeWindows) : undefined;
      if (problem) {
        yield {
          location: healthCheck.at('Command'),
          message: `the health check of ${label} ${problem.says}`,
          ...problem.otherwise === 'refused' ? {} : { severity: 'warning' },
        };
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a shell text in several pieces': command('CMD-SHELL', 'curl', '-f', 'http://localhost/'),
    'a shell text without a shell': command('CMD', 'curl -f http://localhost/ || exit 1'),
    'an operator of the shell without a shell': command('CMD', 'curl', '-f', 'http://localhost/', '||', 'exit', '1'),
    'a kind of command alone': command('CMD-SHELL'),
    'a command without its kind': command('curl -f http://localhost/ || exit 1'),
  },
  good: {
    'a shell text': command('CMD-SHELL', 'curl -f http://localhost/ || exit 1'),
    'a program with arguments': command('CMD', 'curl', '-f', 'http://localhost/?a=1;b=2'),
    'a shell as the program': command('CMD', 'sh', '-c', 'curl -f http://localhost/ || exit 1'),
    'a text that is known at deployment': command('CMD-SHELL', { Ref: 'Probe' }),
    'a path that only Windows has': command('CMD', 'D:\\My Programs\\check.exe'),
    'a path with a blank on Windows': onWindows('CMD', 'C:\\Program Files\\app\\check.exe'),
    'a line in pieces on Windows': onWindows('CMD-SHELL', 'curl', '-f', 'http://localhost/'),
  },
});

function onWindows(...words: string[]) {
  return { Task: { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }, ...command(...words).Task } };
}

function command(...Command: unknown[]) { return { Task: { ContainerDefinitions: { 0: { HealthCheck: { Command } } } } }; }

import { readFileSync, rmSync } from 'fs';
import { delimiter, join } from 'path';
import { pathToFileURL } from 'url';
import { devDependencies } from '../package.json';
import { tryApps, workFolder } from './support/app-case';
import { REPOSITORY, runWell } from './support/command';
import { JAVA_APPS } from '../test/java/apps';

const FOLDER = workFolder('java');
const LIBRARIES = join(FOLDER, 'repository');

async function buildJar(): Promise<void> {
  await runWell('jsii-pacmak', ['--target', 'java', '--maven-local-repository', LIBRARIES], { cwd: REPOSITORY });
  console.log('built the jar');
}

/** Compiles the apps once. The jar is copied again each time, because its version stays the same. */
async function compile(): Promise<string> {
  rmSync(join(LIBRARIES, 'io/github/cdk-ecs-shipshape'), { recursive: true, force: true });
  const classpath = join(FOLDER, 'classpath');
  const output = join(FOLDER, 'target');
  await runWell('mvn', [
    '--batch-mode', '--quiet', `-Dmaven.repo.local=${LIBRARIES}`,
    `-Dbuilt=${pathToFileURL(join(REPOSITORY, 'dist/java')).href}`, `-Dcdk=${devDependencies['aws-cdk-lib']}`, `-Doutput=${output}`,
    '--file', join(REPOSITORY, 'test/java/pom.xml'), 'compile', 'dependency:build-classpath', `-Dmdep.outputFile=${classpath}`,
  ], { cwd: FOLDER });
  console.log(`compiled the apps with aws-cdk-lib ${devDependencies['aws-cdk-lib']}`);
  return [join(output, 'classes'), readFileSync(classpath, 'utf8')].join(delimiter);
}

async function main(): Promise<void> {
  await buildJar();
  const classpath = await compile();
  await tryApps(JAVA_APPS, FOLDER, app => `java -XX:TieredStopAtLevel=1 -classpath ${classpath} ${app}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { DockerImageAsset, DockerImageAssetProps, Platform } from 'aws-cdk-lib/aws-ecr-assets';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerServiceProps } from '../../../src';
import { makeService, newStack } from '../../support/container-service';

const DIRECTORY = mkdtempSync(join(tmpdir(), 'image-'));
writeFileSync(join(DIRECTORY, 'Dockerfile'), 'FROM scratch\n');

interface AssetManifest {
  readonly dockerImages: Readonly<Record<string, { readonly source: { readonly platform?: string; readonly dockerBuildArgs?: unknown } }>>;
}

function images(stack: Stack): AssetManifest['dockerImages'][string]['source'][] {
  const assembly = (stack.node.root as App).synth();
  const { file } = assembly.artifacts.find(artifact => artifact.id === `${stack.artifactId}.assets`) as unknown as { readonly file: string };
  const manifest = jest.requireActual<AssetManifest>(file);
  return Object.values(manifest.dockerImages).map(({ source }) => source);
}

function platforms(props: Partial<ContainerServiceProps> = {}, prepare: (stack: Stack) => void = () => {}) {
  const stack = newStack();
  prepare(stack);
  makeService(stack, { image: ecs.ContainerImage.fromAsset(DIRECTORY), ...props });
  return images(stack).map(({ platform }) => platform);
}

test('an image asset is built for the CPU architecture of the task', () => {
  expect(platforms({ cpuArchitecture: ecs.CpuArchitecture.ARM64 })).toEqual(['linux/arm64']);
});

test('and not for the machine that builds it', () => {
  expect(platforms()).toEqual(['linux/amd64']);
});

test('the image of an added container too', () => {
  const stack = newStack();
  makeService(stack, { cpuArchitecture: ecs.CpuArchitecture.ARM64 }).addContainer('agent', { image: ecs.ContainerImage.fromAsset(DIRECTORY) });
  expect(images(stack)).toEqual([expect.objectContaining({ platform: 'linux/arm64' })]);
});

test('an asset for another CPU architecture is refused', () => {
  expect(() => platforms({ image: ecs.ContainerImage.fromAsset(DIRECTORY, { platform: Platform.LINUX_ARM64 }) }))
    .toThrow('[Stack/Api/TaskDef/web] the image is built for platform linux/arm64, and the task runs on linux/amd64; remove platform, or change cpuArchitecture');
});

test('an asset for the same platform under another name, or for several platforms, is not changed', () => {
  const builtFor = (name: string) => platforms({ image: ecs.ContainerImage.fromAsset(DIRECTORY, { platform: Platform.custom(name) }) });
  expect([...builtFor('linux/x86_64'), ...builtFor('linux/amd64,linux/arm64')]).toEqual(['linux/x86_64', 'linux/amd64,linux/arm64']);
});

test('the platform of Windows images is left to the caller', () => {
  expect(platforms({ operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE })).toEqual([undefined]);
});

test('injected props of image assets are kept', () => {
  const stack = newStack();
  PropertyInjectors.of(stack).add({
    constructUniqueId: DockerImageAsset.PROPERTY_INJECTION_ID,
    inject: (props: DockerImageAssetProps) => ({ ...props, buildArgs: { PROXY: 'none' } }),
  });
  makeService(stack, { image: ecs.ContainerImage.fromAsset(DIRECTORY) });
  expect(images(stack)).toEqual([expect.objectContaining({ platform: 'linux/amd64', dockerBuildArgs: { PROXY: 'none' } })]);
});

test('a tarball is not changed', () => {
  const tarball = join(DIRECTORY, 'image.tar');
  writeFileSync(tarball, '');
  const stack = newStack();
  makeService(stack, { image: ecs.ContainerImage.fromTarball(tarball) });
  expect(images(stack)).toHaveLength(1);
});

import { S3_OBJECT_ARN } from '../../../facts/environment-files';
import { StoredValue } from '../entities/stored-value';
import type { TaskDefinition } from '../entities/task-definition';
import { Node } from '../evaluation/node';
import { Part } from '../evaluation/outcome';
import { PartialString } from '../evaluation/partial-string';
import { places } from '../evaluation/places';

/** A file in S3, or a parameter in its place, that ECS fetches with the execution role when a task starts. */
export interface FetchedFile {
  /** The place of the reference. */
  readonly place: Node;
  /** The file, as messages print it. */
  readonly purpose: string;
  readonly object?: S3Object;
  readonly parameter?: StoredValue;
}

/** A file in a bucket, by ARN. */
export interface S3Object {
  readonly arn: PartialString;
  readonly bucket: PartialString;
}

const CREDENTIAL_SPEC = /^credentialspec(?:domainless)?:/;
const S3_ARN = /^arn:[^:]*:s3:::/;
const ARN = 'arn:';
const BUCKET = 'AWS::S3::Bucket';

/** The files that ECS certainly fetches and whose location is known. */
export function fetchedFiles(task: TaskDefinition): readonly FetchedFile[] {
  const container = 'ContainerDefinitions/*';
  return [
    ...places(task.node, `${container}/EnvironmentFiles/*/Value`).flatMap(place => fileAt(task, place, 'the environment file')),
    ...places(task.node, `${container}/FirelensConfiguration/Options`).filter(options => options.text('config-file-type').is('s3'))
      .flatMap(options => fileAt(task, options.get('config-file-value'), 'the FireLens configuration')),
    ...places(task.node, `${container}/CredentialSpecs/*`).flatMap(place => fileAt(task, place, 'the credential specification')),
  ];
}

/** Whether a reference is certainly not the ARN of a file in a bucket. */
export function isNoObjectArn(reference: PartialString): boolean {
  if (reference.literal !== undefined) { return !S3_OBJECT_ARN.test(reference.literal); }
  const [first] = reference.parts;
  if (typeof first === 'string') { return !ARN.startsWith(first.slice(0, ARN.length)); }
  return first?.kind === 'attribute' && first.resource.type === BUCKET && first.attribute !== 'Arn';
}

function fileAt(task: TaskDefinition, place: Node, name: string): readonly FetchedFile[] {
  const written = place.asPartialString;
  const purpose = `${name} of ${task.ownerOf(place)}`;
  if (!written) { return []; }
  const reference = PartialString.made(withoutHead(written.parts, CREDENTIAL_SPEC));
  const object = objectAt(reference);
  if (object) { return [{ place, purpose, object }]; }
  const parameter = reference.head.startsWith('arn:') ? StoredValue.of(reference, task.resource.template) : undefined;
  return parameter?.store === 'ssm' ? [{ place, purpose, parameter }] : [];
}

function objectAt(arn: PartialString): S3Object | undefined {
  const [first] = arn.parts;
  const isObject = typeof first === 'string' ? S3_ARN.test(textBefore(arn)) : first?.kind === 'attribute' && first.resource.type === BUCKET;
  const slash = arn.parts.findIndex(part => typeof part === 'string' && part.includes('/'));
  if (!isObject || slash < 0) { return undefined; }
  const [start] = (arn.parts[slash] as string).split('/');
  return { arn, bucket: PartialString.made([...arn.parts.slice(0, slash), start]) };
}

/** The text with a dash for each unknown part. */
function textBefore(arn: PartialString): string {
  return arn.parts.map(part => typeof part === 'string' ? part : '-').join('');
}

function withoutHead(parts: readonly Part[], head: RegExp): readonly Part[] {
  const [first, ...rest] = parts;
  return typeof first === 'string' ? [first.replace(head, ''), ...rest] : parts;
}

import { ECR_HOST } from '../../../facts/ecr-images';
import { GAP, Part } from '../evaluation/outcome';
import { PartialString } from '../evaluation/partial-string';
import type { Resource } from '../evaluation/resource';
import { arnOf } from '../iam/arn';

/** An image in a private ECR repository. */
export interface EcrImage {
  /** The ARN of its repository. */
  readonly arn: PartialString;
  /** Its repository, if it is in the app. */
  readonly repository?: Resource;
}

const REPOSITORY = 'AWS::ECR::Repository';

/** The repository of an image, if it is certainly in ECR. */
export function ecrImage(image: PartialString): EcrImage | undefined {
  const [first] = image.parts;
  if (typeof first === 'object' && first.kind === 'attribute') {
    return first.resource.type === REPOSITORY && first.attribute === 'RepositoryUri' ? ofApp(first.resource) : undefined;
  }
  const [host, name] = splitAtSlash(image.parts);
  if (!ECR_HOST.test(host.map(part => typeof part === 'string' ? part : '-').join(''))) { return undefined; }
  const [named] = name;
  if (typeof named === 'object' && named.kind === 'attribute') {
    return named.resource.type === REPOSITORY && named.attribute === 'Ref' ? ofApp(named.resource) : undefined;
  }
  return { arn: PartialString.made(['arn:', GAP, ':ecr:', GAP, ':', GAP, ':repository/', ...withoutTag(name)]) };
}

function ofApp(repository: Resource): EcrImage { return { arn: arnOf(repository), repository }; }

function splitAtSlash(parts: readonly Part[]): readonly [readonly Part[], readonly Part[]] {
  const at = parts.findIndex(part => typeof part === 'string' && part.includes('/'));
  // the slash is in an unknown part, which may contain the whole name too
  if (at < 0) { return [parts, [GAP]]; }
  const text = parts[at] as string;
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  return [[...parts.slice(0, at), text.slice(0, slash)], [...name === '' ? [] : [name], ...parts.slice(at + 1)]];
}

function withoutTag(name: readonly Part[]): readonly Part[] {
  const at = name.findIndex(part => typeof part === 'string' && /[:@]/.test(part));
  return at < 0 ? name : [...name.slice(0, at), (name[at] as string).split(/[:@]/)[0]];
}

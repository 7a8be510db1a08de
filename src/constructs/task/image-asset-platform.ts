import { InjectionContext, IPropertyInjector, PropertyInjectors } from 'aws-cdk-lib';
import { DockerImageAsset, DockerImageAssetProps, Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { IConstruct } from 'constructs';
import { IMAGE_PLATFORMS } from '../../facts/image-platforms';
import { own } from '../../facts/own';
import { injectOuterProps } from '../property-injection';

/** Builds the image assets of a task for the CPU architecture of the task instead of the machine that builds them. */
export function buildAssetsFor(task: IConstruct, architecture: string): void {
  const [platform] = Object.keys(IMAGE_PLATFORMS).filter(name => runsOnLinux(name, architecture));
  if (platform) { PropertyInjectors.of(task).add(new AssetPlatform(task, architecture, Platform.custom(platform))); }
}

function runsOnLinux(platform: string, architecture: string): boolean {
  const known = own(IMAGE_PLATFORMS, platform);
  return known?.system === 'LINUX' && known.architecture === architecture;
}

/** `ContainerImage.fromAsset` creates its asset below the container, where the property injectors of the task apply. */
class AssetPlatform implements IPropertyInjector {
  public readonly constructUniqueId = DockerImageAsset.PROPERTY_INJECTION_ID;

  public constructor(private readonly task: IConstruct, private readonly architecture: string, private readonly platform: Platform) {}

  public inject(originalProps: DockerImageAssetProps, context: InjectionContext): DockerImageAssetProps {
    const props = injectOuterProps(this.task, this.constructUniqueId, originalProps, context);
    const given = props.platform?.platform;
    if (given === undefined) { return { ...props, platform: this.platform }; }
    if (own(IMAGE_PLATFORMS, given) && !runsOnLinux(given, this.architecture)) {
      throw new Error(`[${context.scope.node.path}] the image is built for platform ${given}, and the task runs on ${this.platform.platform}; remove platform, or change cpuArchitecture`);
    }
    return props;
  }
}

import { Token } from 'aws-cdk-lib';
import { AlbExposureProps } from './alb-exposure-props';

/** What cannot be certified or recorded. */
export function domainProblems({ certificate, domainName, domainZone }: AlbExposureProps): string[] {
  if (domainZone && domainName === undefined) {
    return ['domainZone without domainName: say which name of the zone clients use'];
  }
  if (domainName === undefined) { return []; }
  if (!domainZone) {
    return certificate ? [] : [`domainName ('${domainName}') without a certificate needs domainZone, to validate a new one`];
  }
  const zone = domainZone.zoneName;
  if (Token.isUnresolved(domainName) || Token.isUnresolved(zone) || isWithin(domainName, zone)) { return []; }
  return [`domainName ('${domainName}') is not in domainZone ('${zone}'), it must be that or end in .${zone}`];
}

function isWithin(name: string, zone: string): boolean {
  const [bareName, bareZone] = [name, zone].map(text => text.toLowerCase().replace(/\.$/, ''));
  return bareName === bareZone || bareName.endsWith(`.${bareZone}`);
}

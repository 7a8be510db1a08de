import { Entity } from './entity';
import type { JoinedList } from '../evaluation/joined-list';
import type { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import { textsUnder } from '../evaluation/values';

/** A service of AWS Cloud Map, which ECS registers tasks with. */
export class DiscoveryService extends Entity {
  public static readonly TYPE = 'AWS::ServiceDiscovery::Service';

  /** The types of its DNS records. */
  public get recordTypes(): JoinedList<string> { return textsUnder(this.node.get('DnsConfig').list('DnsRecords'), 'Type'); }

  /** Where its namespace is: beside its records, or in them. */
  public get namespacePlace(): Node {
    const beside = this.node.get('NamespaceId');
    return beside.isAbsent ? this.node.get('DnsConfig').get('NamespaceId') : beside;
  }

  /** Its namespace, if the app has it. */
  public get namespace(): Resource | undefined { return this.namespacePlace.asAttribute?.resource; }
}

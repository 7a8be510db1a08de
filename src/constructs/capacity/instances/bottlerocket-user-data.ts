import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { AgentValues, SettingValue } from './agent-settings';
import { parseTables, renderTables, Table, withTables } from './toml-tables';
import type { UserDataRequest } from './user-data';
import { AGENT_SETTINGS, AgentSetting, AgentSettingName, BOTTLEROCKET_WARM_POOLS } from '../../../facts/agent-settings';

const ECS = 'settings.ecs';

/** Settings in TOML. A table may be written only once, so settings of the user are joined with those of the agent. */
export function bottlerocketUserData({ clusterName, values, toml, isWarm }: UserDataRequest): ec2.UserData {
  return ec2.UserData.custom(renderTables(withTables(ownTables(clusterName, values, isWarm), parseTables(toml))));
}

/** Why settings of the user cannot be joined: keys that the props set already. */
export function tomlProblems(values: AgentValues, toml: string, isWarm: boolean): string[] {
  const own = ownTables('', values, isWarm);
  return parseTables(toml).flatMap(({ name, lines }) => {
    const taken = own.filter(table => table.name === name).flatMap(table => keysIn(table.lines));
    return keysIn(lines).filter(key => taken.includes(key))
      .map(key => `bottlerocketSettings sets ${key} in [${name}], which the group sets already; remove it, and use the props of the group and of agent`);
  });
}

function ownTables(clusterName: string, { instanceAttributes, ...values }: AgentValues, isWarm: boolean): readonly Table[] {
  const warm = { name: BOTTLEROCKET_WARM_POOLS.table, lines: [`${BOTTLEROCKET_WARM_POOLS.key} = true`] };
  return [
    { name: ECS, lines: [`cluster = ${literal(clusterName)}`, ...settingLines(values)] },
    ...instanceAttributes ? [{ name: `${ECS}.instance-attributes`, lines: attributeLines(instanceAttributes as Readonly<Record<string, string>>) }] : [],
    ...isWarm ? [warm] : [],
  ];
}

function settingLines(values: AgentValues): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const { bottlerocket }: AgentSetting = AGENT_SETTINGS[name as AgentSettingName];
    return bottlerocket === undefined ? [] : [`${bottlerocket} = ${literal(value)}`];
  });
}

function attributeLines(attributes: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(attributes).map(([name, value]) => `${literal(name)} = ${literal(value)}`);
}

/** Strings, numbers, booleans and lists have the same form in TOML as in JSON. */
function literal(value: SettingValue): string { return JSON.stringify(value); }

function keysIn(lines: readonly string[]): readonly string[] {
  return lines.flatMap(line => /^\s*"?([\w.-]+)"?\s*=/.exec(line)?.[1] ?? []);
}

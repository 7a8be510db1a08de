import { readFileSync } from 'fs';
import { join } from 'path';
import type { Assembly, ClassType, Docs, EnumType, InterfaceType, Method, Parameter, Property, Type, TypeReference } from '@jsii/spec';

/** The jsii assembly of the last compilation: the API as all languages see it. */
const assembly = JSON.parse(readFileSync(join(__dirname, '../.jsii'), 'utf8')) as Assembly;

const types = Object.values(assembly.types ?? {});
const nameOf = ({ fqn }: Type) => fqn.slice(assembly.name.length + 1);

const isClass = (type: Type): type is ClassType => type.kind === 'class';
const isInterface = (type: Type): type is InterfaceType => type.kind === 'interface';
const isEnum = (type: Type): type is EnumType => type.kind === 'enum';

interface Part {
  readonly name: string;
  readonly docs?: Docs;
}

const methodsOf = (type: Type): readonly Method[] => isClass(type) || isInterface(type) ? type.methods ?? [] : [];
const propertiesOf = (type: Type): readonly Property[] => isClass(type) || isInterface(type) ? type.properties ?? [] : [];
const membersOf = (type: Type): readonly (Method | Property)[] => [...methodsOf(type), ...propertiesOf(type)];

const isOverride = (member: Method | Property) => member.overrides !== undefined;

/** Every public element: types, members, enum values, and parameters of methods and constructors. */
function everything(): Part[] {
  return types.flatMap(type => [
    { name: nameOf(type), docs: type.docs },
    ...membersOf(type).filter(member => !isOverride(member)).map(({ name, docs }) => ({ name: `${nameOf(type)}.${name}`, docs })),
    ...isEnum(type) ? type.members.map(({ name, docs }) => ({ name: `${nameOf(type)}.${name}`, docs })) : [],
  ]);
}

/** Every type in a signature, with its location. */
function signature(): { readonly name: string; readonly type: TypeReference }[] {
  const places = (owner: string, list: readonly Parameter[] = []) => list.map(({ name, type }) => ({ name: `${owner}(${name})`, type }));
  return types.flatMap(type => [
    ...isClass(type) ? places(nameOf(type), type.initializer?.parameters) : [],
    ...propertiesOf(type).map(property => ({ name: `${nameOf(type)}.${property.name}`, type: property.type })),
    ...methodsOf(type).flatMap(method => [
      ...places(`${nameOf(type)}.${method.name}`, method.parameters),
      ...method.returns ? [{ name: `${nameOf(type)}.${method.name}`, type: method.returns.type }] : [],
    ]),
  ]);
}

function leaves(reference: TypeReference): TypeReference[] {
  if ('collection' in reference) { return leaves(reference.collection.elementtype); }
  if ('union' in reference) { return [reference, ...reference.union.types.flatMap(leaves)]; }
  return [reference];
}

function placesWith(isBad: (reference: TypeReference) => boolean): string[] {
  return signature().filter(({ type }) => leaves(type).some(isBad)).map(({ name }) => name);
}

test('the assembly exists', () => {
  expect(types.map(nameOf)).toEqual(expect.arrayContaining(['ContainerService', 'EcsCluster', 'EcsValidator']));
});

test('every public element is documented', () => {
  expect(everything().filter(({ docs }) => !docs?.summary).map(({ name }) => name)).toEqual([]);
});

/** The parameters of constructors and methods. */
function parameters(): Part[] {
  return types.filter(type => isClass(type) || isInterface(type)).flatMap(type => [
    ...isClass(type) ? (type.initializer?.parameters ?? []).map(({ name, docs }) => ({ name: `${nameOf(type)}(${name})`, docs })) : [],
    ...methodsOf(type).filter(method => !isOverride(method))
      .flatMap(method => (method.parameters ?? []).map(({ name, docs }) => ({ name: `${nameOf(type)}.${method.name}(${name})`, docs }))),
  ]);
}

test('every parameter is documented', () => {
  expect(parameters().filter(({ docs }) => !docs?.summary).map(({ name }) => name)).toEqual([]);
});

test('constructs take a scope, an id and props', () => {
  const names = (type: ClassType) => (type.initializer?.parameters ?? []).map(({ name }) => name).join();
  expect(types.filter(isClass).filter(({ initializer }) => initializer).map(names).filter(list => !['scope,id,props', 'scope,props'].includes(list))).toEqual([]);
});

test('every optional prop documents its default', () => {
  const props = types.filter(isInterface).filter(({ datatype }) => datatype)
    .flatMap(type => propertiesOf(type).map(property => ({ ...property, name: `${nameOf(type)}.${property.name}` })));
  const undefaulted = props.filter(({ optional, docs }) => optional && !/[^\s-]/.test(docs?.default?.replace(/^-?\s*undefined$/, '') ?? ''));
  expect(undefaulted.map(({ name }) => name)).toEqual([]);
});

test('every prop is readonly', () => {
  expect(types.flatMap(type => propertiesOf(type).filter(({ immutable }) => !immutable).map(({ name }) => `${nameOf(type)}.${name}`))).toEqual([]);
});

test('no type is any', () => {
  expect(placesWith(reference => 'primitive' in reference && ['any', 'json'].includes(reference.primitive))).toEqual([]);
});

test('no type is a union, which other languages do not support', () => {
  expect(placesWith(reference => 'union' in reference || 'intersection' in reference)).toEqual([]);
});

test('no signature contains an L1 construct', () => {
  expect(placesWith(reference => 'fqn' in reference && /\.Cfn[A-Z]\w*(\.\w+)?$/.test(reference.fqn))).toEqual([]);
});

test('only constructs and the validator have public constructors; values have factories', () => {
  const construction = types.filter(isClass).filter(({ initializer }) => initializer);
  const isConstruct = ({ initializer }: ClassType) => initializer?.parameters?.slice(0, 2).map(({ name }) => name).join() === 'scope,id';
  expect(construction.filter(type => !isConstruct(type)).map(nameOf)).toEqual(['EcsValidator']);
});

test('no class is abstract, because other languages could extend it and fail at run time', () => {
  expect(types.filter(isClass).filter(({ abstract }) => abstract).map(nameOf)).toEqual([]);
});

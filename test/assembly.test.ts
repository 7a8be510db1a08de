import { readFileSync } from 'fs';
import { join } from 'path';
import type { Assembly, ClassType, Docs, EnumType, InterfaceType, Method, Parameter, Property, Type, TypeReference } from '@jsii/spec';

/** What jsii made of the package at the last compilation: the API as all languages see it. */
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

/** Every public thing: types, their members, the choices of enums, parameters of methods and constructors. */
function everything(): Part[] {
  return types.flatMap(type => [
    { name: nameOf(type), docs: type.docs },
    ...membersOf(type).filter(member => !isOverride(member)).map(({ name, docs }) => ({ name: `${nameOf(type)}.${name}`, docs })),
    ...isEnum(type) ? type.members.map(({ name, docs }) => ({ name: `${nameOf(type)}.${name}`, docs })) : [],
  ]);
}

/** Every place of a signature where a type stands, with that type. */
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

test('the API is here to be looked at', () => {
  expect(types.map(nameOf)).toEqual(expect.arrayContaining(['ContainerService', 'EcsCluster', 'EcsValidator']));
});

test('every public thing is documented', () => {
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

test('every optional prop says what happens without it', () => {
  const props = types.filter(isInterface).filter(({ datatype }) => datatype)
    .flatMap(type => propertiesOf(type).map(property => ({ ...property, name: `${nameOf(type)}.${property.name}` })));
  const undefaulted = props.filter(({ optional, docs }) => optional && !/[^\s-]/.test(docs?.default?.replace(/^-?\s*undefined$/, '') ?? ''));
  expect(undefaulted.map(({ name }) => name)).toEqual([]);
});

test('every prop is readonly', () => {
  expect(types.flatMap(type => propertiesOf(type).filter(({ immutable }) => !immutable).map(({ name }) => `${nameOf(type)}.${name}`))).toEqual([]);
});

test('nothing is of type any', () => {
  expect(placesWith(reference => 'primitive' in reference && ['any', 'json'].includes(reference.primitive))).toEqual([]);
});

test('nothing is a union, which other languages have not', () => {
  expect(placesWith(reference => 'union' in reference || 'intersection' in reference)).toEqual([]);
});

test('no signature speaks of an L1 construct', () => {
  expect(placesWith(reference => 'fqn' in reference && /\.Cfn[A-Z]\w*(\.\w+)?$/.test(reference.fqn))).toEqual([]);
});

test('constructs and the validator are made with new, and values by their factories alone', () => {
  const construction = types.filter(isClass).filter(({ initializer }) => initializer);
  const isConstruct = ({ initializer }: ClassType) => initializer?.parameters?.slice(0, 2).map(({ name }) => name).join() === 'scope,id';
  expect(construction.filter(type => !isConstruct(type)).map(nameOf)).toEqual(['EcsValidator']);
});

test('no class is abstract, which other languages could extend and crash in', () => {
  expect(types.filter(isClass).filter(({ abstract }) => abstract).map(nameOf)).toEqual([]);
});

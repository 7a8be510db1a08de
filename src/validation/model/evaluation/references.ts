import { mapOf, under } from './raw';
import { piecesOf } from './substitution';

/** The names that one map of a template refers to, by Ref, Fn::GetAtt or Fn::Sub. A variable of Fn::Sub hides a resource with the same name. */
export function namesReferredTo(collection: object): readonly string[] {
  const { Ref: name, 'Fn::GetAtt': attribute, 'Fn::Sub': substituted } = mapOf(collection);
  if (name === undefined && attribute === undefined && substituted === undefined) { return NONE; }
  const [owner] = [attribute].flat();
  const [text, variables] = [substituted].flat();
  return [
    ...(typeof name === 'string' ? [name] : []),
    ...(typeof owner === 'string' ? [owner.split('.')[0]] : []),
    ...(typeof text === 'string' ? namesInText(text).filter(each => under(variables, each) === undefined) : []),
  ];
}

/** Most maps and lists refer to nothing. */
const NONE: readonly string[] = [];

function namesInText(text: string): readonly string[] {
  return piecesOf(text).flatMap(piece => piece.isReference ? [piece.text.split('.')[0].trim()] : []);
}

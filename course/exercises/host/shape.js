/** Whether a stored response has the shape its type states, and if not, whether an older edition's can be brought into
 *  it. Of JSON Schema this knows what `response.json` may use; course/exercises/shape.py reads the same files. */

const TYPES = {
  array: Array.isArray,
  boolean: (value) => typeof value === "boolean",
  integer: (value) => Number.isInteger(value),
  null: (value) => value === null,
  number: (value) => typeof value === "number",
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  string: (value) => typeof value === "string",
};

const isIn = (list, value) => list.some((one) => JSON.stringify(one) === JSON.stringify(value));

const RULES = {
  type: (value, wanted) => [wanted].flat().some((type) => TYPES[type](value)),
  enum: (value, wanted) => isIn(wanted, value),
  const: (value, wanted) => isIn([wanted], value),
  anyOf: (value, wanted) => wanted.some((schema) => isFitting(value, schema)),
  minimum: (value, least) => typeof value !== "number" || value >= least,
  maximum: (value, most) => typeof value !== "number" || value <= most,
  maxLength: (value, most) => typeof value !== "string" || [...value].length <= most,
  pattern: (value, pattern) => typeof value !== "string" || new RegExp(pattern, "u").test(value),
  items: (value, schema) => !Array.isArray(value) || value.every((one) => isFitting(one, schema)),
  minItems: (value, least) => !Array.isArray(value) || value.length >= least,
  maxItems: (value, most) => !Array.isArray(value) || value.length <= most,
  required: (value, keys) => !TYPES.object(value) || keys.every((key) => Object.hasOwn(value, key)),
  properties: (value, schemas) =>
    !TYPES.object(value) ||
    Object.entries(schemas).every(([key, schema]) => !Object.hasOwn(value, key) || isFitting(value[key], schema)),
  additionalProperties: (value, rest, { properties = {} }) =>
    !TYPES.object(value) ||
    Object.keys(value).every((key) => Object.hasOwn(properties, key) || isFitting(value[key], rest)),
};

/** Whether a value of JSON keeps to a schema; what is no rule ("title", "description") only explains. */
export function isFitting(value, schema) {
  if (typeof schema === "boolean") return schema;
  return Object.entries(schema).every(([rule, wanted]) => !Object.hasOwn(RULES, rule) || RULES[rule](value, wanted, schema));
}

/** A stored response in the shape of this edition, or undefined where it cannot be brought into it. */
export function toFitting(response, { RESPONSE, migrate }) {
  if (!RESPONSE || isFitting(response, RESPONSE)) return response;
  try {
    const moved = migrate?.(response);
    return moved !== undefined && isFitting(moved, RESPONSE) ? moved : undefined;
  } catch {
    return undefined;
  }
}

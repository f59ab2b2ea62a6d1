import { Float, isContainer, type Json } from './json.js';
import { compileQuery, type Query } from './json-path.js';
import { floatText, pythonText, smallest } from './numbers.js';
import { parseVersion, type Version } from './versions.js';

const INTEGER = /^-?[0-9]+$/;
const DECIMAL = /^-?[0-9]+\.[0-9]+$/;
const MAX_DIGITS = 4300;

/** The place of one property. Its value is normalised once per evaluation, however many conditions read it. */
export class Slot {
  kind: 'missing' | 'text' | 'int' | 'float' | 'bool' = 'missing';
  text = '';
  number: number | bigint = 0;
  truth = false;
  #versionText: string | undefined;
  #version: Version | undefined;

  /** Text that looks like a number becomes that number; lists and objects become Python's text. reference: §1.4 */
  assign(value: Json): void {
    if (typeof value === 'string') this.#assignText(value);
    else if (typeof value === 'number') this.#assignNumber(value);
    else if (typeof value === 'boolean') {
      this.kind = 'bool';
      this.truth = value;
    } else if (value === null) this.kind = 'missing';
    else if (typeof value === 'bigint') this.#setNumber('int', smallest(value));
    else if (value instanceof Float) this.#setNumber('float', value.value);
    else {
      this.kind = 'text';
      this.text = pythonText(value);
    }
  }

  /** Python's `str` of the value. */
  toText(): string {
    if (this.kind === 'text') return this.text;
    if (this.kind === 'bool') return this.truth ? 'True' : 'False';
    return this.kind === 'float' ? floatText(Number(this.number)) : String(this.number);
  }

  /** The text as a version, if it is one. */
  toVersion(): Version | undefined {
    if (this.#versionText !== this.text) {
      this.#versionText = this.text;
      this.#version = parseVersion(this.text);
    }
    return this.#version;
  }

  #assignText(text: string): void {
    this.kind = 'text';
    this.text = text;
    const first = text.charCodeAt(0);
    if ((first < DIGIT_ZERO || first > DIGIT_NINE) && first !== MINUS) return;
    if (INTEGER.test(text)) {
      if (text.length <= MAX_DIGITS) this.#setNumber('int', smallest(BigInt(text)));
    } else if (DECIMAL.test(text)) this.#setNumber('float', Number(text));
  }

  #assignNumber(number: number): void {
    if (!Number.isInteger(number)) this.#setNumber('float', number);
    else this.#setNumber('int', Number.isSafeInteger(number) ? number + 0 : BigInt(number));
  }

  #setNumber(kind: 'int' | 'float', number: number | bigint): void {
    this.kind = kind;
    this.number = number;
  }
}

/** The place of a property that is a JSONPath; a trait of that very name comes first. */
export class QuerySlot extends Slot {
  #pending = false;

  constructor(
    private readonly query: Query,
    private readonly document: () => Json,
  ) {
    super();
  }

  /** Marks the slot as not yet looked up. */
  reset(): void {
    this.#pending = true;
  }

  /** Looks the path up, once; lists and objects count as missing. */
  settle(): void {
    if (!this.#pending) return;
    this.#pending = false;
    if (this.kind !== 'missing') return;
    const value = this.query.first(this.document());
    if (value !== undefined && !isContainer(value)) this.assign(value);
  }
}

/** The slots of all properties that some conditions read. */
export class SlotTable {
  readonly #byProperty = new Map<string, Slot>();
  readonly #slots: Slot[] = [];
  readonly #queries: QuerySlot[] = [];
  #document: () => Json = () => null;

  /** The slot of a property, the same for everyone who asks. */
  slot(property: string): Slot {
    let slot = this.#byProperty.get(property);
    if (!slot) {
      slot = this.#create(property);
      this.#byProperty.set(property, slot);
      this.#slots.push(slot);
    }
    return slot;
  }

  /** Fills the slots for one evaluation; the enriched context is built only when a path is read. */
  load(traits: Iterable<readonly [string, Json]>, document: () => Json): void {
    if (this.#slots.length === 0) return;
    for (const slot of this.#slots) slot.kind = 'missing';
    for (const query of this.#queries) query.reset();
    for (const [name, value] of traits) this.#byProperty.get(name)?.assign(value);
    this.#document = document;
  }

  #create(property: string): Slot {
    const query = property.startsWith('$.') ? compileQuery(property) : undefined;
    if (!query) return new Slot();
    const slot = new QuerySlot(query, () => this.#document());
    this.#queries.push(slot);
    return slot;
  }
}

const DIGIT_ZERO = 0x30;
const DIGIT_NINE = 0x39;
const MINUS = 0x2d;

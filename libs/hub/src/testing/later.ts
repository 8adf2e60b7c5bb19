import type { Asker, Elsewhere, Happening, Here, Verdict } from '../index';

/** What was asked and is not answered yet. */
export interface Question {
  readonly type: 'create' | 'find' | 'list' | 'open';
  readonly channel: string;
  readonly asker: Asker;
}

/** Other hubs that answer when the test says so, in any order, and keep what they are told. */
export class Later implements Elsewhere {
  congested = false;
  readonly #asked: (later: Later) => void;
  readonly questions: Question[] = [];
  readonly told: { readonly channel: string; readonly happenings: readonly Happening[] }[] = [];
  readonly #channels = new Set<string>();
  #here: Here | undefined;

  /** @param asked called with each question */
  constructor(asked: (later: Later) => void = () => undefined) {
    this.#asked = asked;
  }

  get here(): Here {
    if (this.#here === undefined) throw new Error('No hub is attached');
    return this.#here;
  }

  attach(here: Here): void {
    this.#here = here;
  }

  create(channel: string, asker: Asker): void {
    this.#ask({ type: 'create', channel, asker });
  }

  find(channel: string, asker: Asker): void {
    this.#ask({ type: 'find', channel, asker });
  }

  list(asker: Asker): void {
    this.#ask({ type: 'list', channel: '', asker });
  }

  open(channel: string, asker: Asker): void {
    this.#ask({ type: 'open', channel, asker });
  }

  deliver(channel: string, happenings: readonly Happening[]): void {
    this.told.push({ channel, happenings });
  }

  /** A channel that was created elsewhere, and is not known here yet. */
  createElsewhere(channel: string): void {
    this.#channels.add(channel);
  }

  remove(channel: string): void {
    this.#channels.delete(channel);
    this.here.removed(channel);
  }

  /** Answers the question that waits at a place, in truth unless a verdict is given. */
  answer(place = 0, verdict?: Verdict): Question {
    const [question] = this.questions.splice(place, 1);
    if (question === undefined) throw new RangeError('Nothing is asked');
    question.asker.answered(verdict ?? this.#decide(question));
    return question;
  }

  #ask(question: Question): void {
    this.questions.push(question);
    this.#asked(this);
  }

  #decide({ type, channel }: Question): Verdict {
    if (type === 'list') for (const each of this.#channels) this.here.added(each);
    if (type === 'list' || type === 'open') return 'yes';
    const exists = this.#channels.has(channel);
    if (type === 'create') this.#channels.add(channel);
    if (exists || type === 'create') this.here.added(channel);
    return exists === (type === 'find') ? 'yes' : 'no';
  }
}

// Generated from the code by go generate ./...; do not edit.

/** Whoever does something: exactly one of the person, somebody on the staff and a carer. */
export interface Actor {
  carer?: string;
  person?: string;
  role?: string;
  staff?: string;
}

/** One detail of a reason: a number, a word from a closed list, a date or an instant. Never free text. */
export interface Arg {
  /** A day, a month or a year. */
  date?: string;
  /** An instant in UTC. */
  instant?: string;
  /** What the detail is called, such as max. */
  name: string;
  number?: number;
  /** A word from a closed list. */
  word?: string;
}

/** One step that was taken. */
export interface Change {
  /** The step. */
  do: string;
  /** The revision it led to. */
  rev: number;
  /** What they are to this record. */
  as: "person" | "worker" | "owner" | "organiser" | "raiser" | "recipient" | "line" | "staff" | "carer";
  /** When. */
  at: string;
  by: Actor;
  /** The authority under which somebody acted for the person. */
  for?: string;
  /** The status before; not there for the first step. */
  from?: string;
  /** Records that came into being with it. */
  made?: Array<{
    ref: Ref;
  }>;
  of: Ref;
  /** The digest of the policy it was decided under. */
  policy?: string;
  /** Those that were not met and did not stop it, as they read that day. */
  reasons?: Array<Reason>;
  /** The id of the request; the same request gives the same change again. */
  request: string;
  signals?: Array<Signal>;
  /** The status after. */
  to: string;
}

/** One step that leads on from where a record is, and what stands in the way. */
export interface Choice {
  /** The step. */
  do: string;
  decision: Decision;
  /** The form. */
  fields?: Array<Field>;
  /** Every status it may lead to from here. */
  leads: Array<string>;
  /** The kind of record it may make beside its own. */
  makes?: string;
  /** What the filled form has to satisfy. */
  needs?: Array<Reason>;
  /** Nothing that can be judged now stands in the way. */
  open: boolean;
  /** What it does, in plain words. */
  says: string;
  /** Whose it is to take. */
  whose: Array<"person" | "worker" | "owner" | "organiser" | "raiser" | "recipient" | "line" | "staff" | "carer">;
  /** The actor is one of them. */
  yours: boolean;
}

/** Something that somebody owes by some time under a rule. */
export interface Deadline {
  /** Made from what it is about: the same records give the same deadline. */
  id: string;
  about: Ref;
  /** A whole day or an instant; empty: no end. */
  due: string;
  /** When it was done. */
  met?: string;
  /** Who has to do it. */
  owes: "person" | "worker" | "owner" | "organiser" | "raiser" | "recipient" | "line" | "staff" | "carer" | "";
  owner?: Actor;
  /** Whom it concerns. */
  person?: string;
  /** The digest of the policy the span comes from. */
  policy?: string;
  rule: Rule;
  /** What the span was counted from. */
  since: string;
  state: "open" | "due-today" | "overdue" | "met" | "met-late" | "waived";
  waived?: Waiver;
}

/** Every reason that was judged, met or not. */
export interface Decision {
  reasons: Array<Reason> | null;
}

/** What a form draws for one member of a step. */
export interface Field {
  /** What a form draws. */
  kind: "text" | "own-words" | "choice" | "id" | "number" | "yes-no" | "answer" | "date" | "moment" | "clock" | "span" | "when" | "someone" | "group";
  fields?: Array<Field>;
  /** How many of them at most. */
  items?: number;
  /** Characters of a text, bytes of an id, the value of a number. */
  max?: number;
  /** The least value of a number. */
  min?: number;
  /** The member of the step. */
  name: string;
  /** What there is to pick from; not there: anything that fits. */
  options?: Array<string>;
  /** Its JSON pointer; the items of a list are written as *. */
  path: string;
  /** A list of such fields. */
  repeats?: boolean;
  /** The step is not taken without it. */
  required?: boolean;
}

/** A part of a record that a reader does not see, and the rule. */
export interface LeftOut {
  /** The part. */
  name: string;
  rule: Rule;
  /** For whom it is. */
  says: string;
}

/** One thing a decision rests on, met or not. */
export interface Reason {
  /** What a front end does: stop, ask for a field, show whose it is, wait, or read again. */
  kind: "stop" | "ask-field" | "show-whose" | "wait" | "read-again";
  args?: Array<Arg>;
  /** The code of the rule; never renamed. */
  code: string;
  /** What would put it right. */
  fix?: string;
  /** Whether it is so; unknown names a fact that somebody has to find out. */
  met: "yes" | "no" | "unknown";
  /** A JSON pointer into the step; not there when the step is not at fault. */
  path?: string;
  /** The requirement row of the rule. */
  row: string;
  /** What has to be so. */
  says: string;
  /** What it does when it is not met. */
  weight: "blocks" | "warns" | "raises";
  /** Only the worker and their line read why. */
  workerAndLineOnly?: boolean;
}

/** Points at one record. */
export interface Ref {
  /** The kind of record. */
  kind: string;
  /** Its id. */
  id: string;
}

/** A step that was not taken, or a document that could not be read, as problem+json. Nothing was changed. */
export interface Refusal {
  /** The status code of HTTP (RFC 9457); a host adds it. */
  status?: number;
  /** RFC 9457; a host adds it. */
  detail?: string;
  /** Every reason that stands in the way. */
  errors: Array<Reason>;
  /** RFC 9457; a host adds it. */
  instance?: string;
  /** What the refused step leaves behind; the host stores it. */
  signals?: Array<Signal>;
  /** A short text (RFC 9457); a host adds it. */
  title?: string;
  /** A URI reference that names the problem (RFC 9457); a host adds it. */
  type?: string;
}

/** Names a rule for good. */
export interface Rule {
  /** What a front end does: stop, ask for a field, show whose it is, wait, or read again. */
  kind: "stop" | "ask-field" | "show-whose" | "wait" | "read-again";
  /** The code, such as no-own-idea; never renamed. */
  code: string;
  /** The requirement row, such as REC-34. */
  row: string;
}

/** Somebody may need to know. It stays open until a concern names it or somebody records why none is needed. */
export interface Signal {
  kind: "safety-question-open" | "goes-further" | "outside-agreement" | "worker-not-ready" | "not-progressing" | "extra-support" | "lone-worker-overdue";
  /** Made from where it comes from: the same step gives the same signal. */
  id: string;
  /** The revision of that record. */
  rev: number;
  /** The person it is about. */
  about?: string;
  by: Actor;
  from: Ref;
  /** When it was noticed. */
  noticed: string;
  rule: Rule;
}

/** What one reader may see of a record. It holds words: show it, do not log it. */
export interface View {
  /** The kind of record. */
  kind: string;
  /** Its id. */
  id: string;
  /** Where it stands; not there for a reader who may see nothing. */
  status?: string;
  leftOut: Array<LeftOut>;
  /** What this reader may see, by part; docs/rules names the parts. */
  parts: Record<string, unknown>;
}

/** A deadline let go. */
export interface Waiver {
  /** When. */
  at: string;
  because: "not-needed" | "persons-wish" | "elsewhere" | "away";
  by: Actor;
}

/** Somebody's own words: who said them, in which language, and how. */
export interface Words {
  by?: Actor;
  how?: "said" | "written" | "signed";
  lang?: string;
  text: string;
}

/** A length of time in exactly one unit: {"weeks": 12}. */
export interface Span {
  /** The time of day at which a span of days, weeks or months ends. */
  at?: string;
  days?: number;
  hours?: number;
  minutes?: number;
  months?: number;
  weeks?: number;
  workingDays?: number;
}

/** An act outside an agreed boundary, by either of the two, written down without blame. */
export interface BoundaryCrossingRecord {
  kind: "boundary-crossing";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "logged" | "taken-to-supervision";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  boundary: "hours" | "places" | "money-gifts" | "social-media" | "topics" | "other";
  by: "person" | "worker";
  further?: {
    answer?: "yes" | "no" | "unknown";
    because?: "" | "already-known" | "talked-through" | "not-about-safety";
    concern?: string;
  };
  /** An instant with its offset (RFC 3339). */
  logged: string;
  loggedBy: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  on: string;
  person: string;
  relationship: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  takenOn?: string;
  takenTo?: string;
  /** Somebody's own words: who said them, in which language, and how. */
  words?: Words;
  worker: string;
}

/** An act outside an agreed boundary, by either of the two, written down without blame. */
export type BoundaryCrossingStep =
  | {
      do: "log";
      id: string;
      boundary: "hours" | "places" | "money-gifts" | "social-media" | "topics" | "other";
      by: "person" | "worker";
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
      person: string;
      relationship: string;
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
      worker: string;
    }
  | {
      do: "answer";
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
    }
  | {
      do: "take-to-supervision";
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
      with: string;
    };

/** Somebody close who supports a person, and what they may do for them. */
export interface CarerRecord {
  kind: "carer";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "linked" | "unlinked";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  authorities?: Array<{
    kind: "health-and-welfare" | "parental-responsibility";
    id: string;
    /** An instant with its offset (RFC 3339). */
    at: string;
    by: Actor;
    /** An instant with its offset (RFC 3339). */
    from: string;
    scope: Array<"arrangements" | "corrections" | "sharing">;
    /** An instant with its offset (RFC 3339). */
    until?: string;
  }>;
  carer: string;
  /** An instant with its offset (RFC 3339). */
  linked: string;
  person: string;
  relation: "parent" | "child" | "partner" | "sister-or-brother" | "other-family" | "friend" | "neighbour" | "foster-carer" | "other";
  worker?: string;
}

/** Somebody close who supports a person, and what they may do for them. */
export type CarerStep =
  | {
      do: "link";
      id: string;
      carer: string;
      person: string;
      relation: "parent" | "child" | "partner" | "sister-or-brother" | "other-family" | "friend" | "neighbour" | "foster-carer" | "other";
      worker?: string;
    }
  | {
      do: "unlink";
    }
  | {
      do: "link-again";
    }
  | {
      do: "note-authority";
      kind: "health-and-welfare" | "parental-responsibility";
      authority: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      from?: string;
      scope: Array<"arrangements" | "corrections" | "sharing">;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      until?: string;
    }
  | {
      do: "end-authority";
      authority: string;
    };

/** Something a carer said about the person they support. It is theirs, and kept apart. */
export interface CarerSaidRecord {
  kind: "carer-said";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "heard" | "taken-back";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  carer: string;
  further?: {
    answer?: "yes" | "no" | "unknown";
    because?: "" | "already-known" | "talked-through" | "not-about-safety";
    concern?: string;
  };
  person: string;
  /** An instant with its offset (RFC 3339). */
  said: string;
  shown?: boolean;
  topic: "the-person" | "a-worry";
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker: string;
}

/** Something a carer said about the person they support. It is theirs, and kept apart. */
export type CarerSaidStep =
  | {
      do: "listen";
      id: string;
      carer: string;
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
      person: string;
      topic: "the-person" | "a-worry";
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker: string;
    }
  | {
      do: "settle";
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
    }
  | {
      do: "show-the-person";
      show?: boolean;
    }
  | {
      do: "take-back";
    };

/** What a carer needs for themself, what they were told in general and what they were offered. It names nobody they support. */
export interface CarerSupportRecord {
  kind: "carer-support";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "open" | "over";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  carer: string;
  needs?: Array<"somebody-to-talk-to" | "a-break" | "information" | "own-health" | "money" | "work-or-study" | "practical-help" | "being-safe" | "other">;
  offers?: Array<{
    answer?: "yes" | "no" | "unknown";
    /** An instant with its offset (RFC 3339). */
    at: string;
    what: "carers-assessment" | "carers-group" | "peer-support-for-carers" | "a-break" | "advocate" | "time-to-talk";
  }>;
  /** An instant with its offset (RFC 3339). */
  since: string;
  told?: Array<"carers-rights" | "carer-strategy" | "support-for-carers" | "what-peer-support-is" | "how-services-work" | "help-in-a-crisis" | "what-stays-private-and-why">;
  /** Somebody's own words: who said them, in which language, and how. */
  words?: Words;
  worker: string;
}

/** What a carer needs for themself, what they were told in general and what they were offered. It names nobody they support. */
export type CarerSupportStep =
  | {
      do: "support";
      id: string;
      carer: string;
      needs?: Array<"somebody-to-talk-to" | "a-break" | "information" | "own-health" | "money" | "work-or-study" | "practical-help" | "being-safe" | "other">;
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
      worker: string;
    }
  | {
      do: "say-needs";
      needs?: Array<"somebody-to-talk-to" | "a-break" | "information" | "own-health" | "money" | "work-or-study" | "practical-help" | "being-safe" | "other">;
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
    }
  | {
      do: "inform";
      told: Array<"carers-rights" | "carer-strategy" | "support-for-carers" | "what-peer-support-is" | "how-services-work" | "help-in-a-crisis" | "what-stays-private-and-why">;
    }
  | {
      do: "offer";
      what: "carers-assessment" | "carers-group" | "peer-support-for-carers" | "a-break" | "advocate" | "time-to-talk";
    }
  | {
      do: "answer-offer";
      take?: boolean;
      what: "carers-assessment" | "carers-group" | "peer-support-for-carers" | "a-break" | "advocate" | "time-to-talk";
    }
  | {
      do: "end";
    }
  | {
      do: "support-again";
    };

/** How somebody is best spoken with, written to and met. */
export interface CommunicationProfileRecord {
  kind: "communication-profile";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "said";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  how?: {
    cannotUse?: Array<"phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold">;
    hears?: "" | "well" | "with-help" | "not-by-ear";
    /** Somebody's own words: who said them, in which language, and how. */
    helps?: Words;
    languages?: Array<{
      interpreter?: "yes" | "no" | "unknown";
      reads?: "yes" | "no" | "unknown";
      tag: string;
    }>;
    online?: "" | "by-myself" | "with-help" | "not-online";
    prefers?: Array<"phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold">;
    reads?: "" | "well" | "easy-read" | "rather-not";
    sees?: "" | "well" | "large-print" | "not-by-eye";
  };
  person: string;
  /** An instant with its offset (RFC 3339). */
  said: string;
  worker?: string;
}

/** How somebody is best spoken with, written to and met. */
export type CommunicationProfileStep =
  | {
      do: "say";
      id: string;
      how?: {
        cannotUse?: Array<"phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold">;
        hears?: "well" | "with-help" | "not-by-ear";
        /** Somebody's own words: who said them, in which language, and how. */
        helps?: Words;
        languages?: Array<{
          interpreter?: "yes" | "no" | "unknown";
          reads?: "yes" | "no" | "unknown";
          tag: string;
        }>;
        online?: "by-myself" | "with-help" | "not-online";
        prefers?: Array<"phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold">;
        reads?: "well" | "easy-read" | "rather-not";
        sees?: "well" | "large-print" | "not-by-eye";
      };
      person: string;
      worker?: string;
    }
  | {
      do: "change";
      how?: {
        cannotUse?: Array<"phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold">;
        hears?: "well" | "with-help" | "not-by-ear";
        /** Somebody's own words: who said them, in which language, and how. */
        helps?: Words;
        languages?: Array<{
          interpreter?: "yes" | "no" | "unknown";
          reads?: "yes" | "no" | "unknown";
          tag: string;
        }>;
        online?: "by-myself" | "with-help" | "not-online";
        prefers?: Array<"phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold">;
        reads?: "well" | "easy-read" | "rather-not";
        sees?: "well" | "large-print" | "not-by-eye";
      };
      worker?: string;
    };

/** One question of a person's consent register: may this be shared with this recipient, for this purpose, and every answer to it. */
export interface ConsentRecord {
  kind: "consent";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "given" | "said-no" | "withdrawn" | "reopened";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  answers: Array<{
    kind?: "" | "health-and-welfare" | "parental-responsibility";
    ability?: {
      by?: string;
      can?: "yes" | "no" | "unknown";
      decision?: "" | "arrangements" | "corrections" | "sharing";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
    };
    /** An instant with its offset (RFC 3339). */
    alone?: string;
    /** An instant with its offset (RFC 3339). */
    at: string;
    authority?: string;
    by: Actor;
    /** An instant with its offset (RFC 3339). */
    from: string;
    holder?: string;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    lapses?: string;
    present?: Array<"nobody-else" | "family" | "friend" | "advocate" | "interpreter" | "colleague" | "somebody-else">;
    says: string;
    /** An instant with its offset (RFC 3339). */
    until?: string;
  }>;
  person: string;
  purpose: "support" | "direct-care" | "supervision" | "care-record";
  scope: "agreement" | "contacts" | "goals" | "plan" | "concerns";
  with: {
    kind: "here" | "service" | "organisation" | "professional" | "carer";
    id?: string;
  };
  worker?: string;
}

/** One question of a person's consent register: may this be shared with this recipient, for this purpose, and every answer to it. */
export type ConsentStep =
  | {
      do: "give";
      id: string;
      person: string;
      purpose: "support" | "direct-care" | "supervision" | "care-record";
      scope: "agreement" | "contacts" | "goals" | "plan" | "concerns";
      with: {
        kind: "here" | "service" | "organisation" | "professional" | "carer";
        id?: string;
      };
      worker?: string;
      yes?: {
        /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
        from?: string;
        holder?: string;
        present?: Array<"nobody-else" | "family" | "friend" | "advocate" | "interpreter" | "colleague" | "somebody-else">;
        /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
        until?: string;
      };
    }
  | {
      do: "give-again";
      yes?: {
        /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
        from?: string;
        holder?: string;
        present?: Array<"nobody-else" | "family" | "friend" | "advocate" | "interpreter" | "colleague" | "somebody-else">;
        /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
        until?: string;
      };
    }
  | {
      do: "say-no";
      id: string;
      person: string;
      purpose: "support" | "direct-care" | "supervision" | "care-record";
      scope: "agreement" | "contacts" | "goals" | "plan" | "concerns";
      with: {
        kind: "here" | "service" | "organisation" | "professional" | "carer";
        id?: string;
      };
      worker?: string;
    }
  | {
      do: "change-to-no";
    }
  | {
      do: "withdraw";
    }
  | {
      do: "was-pressed";
    }
  | {
      do: "confirm-alone";
    };

/** One time a person and a worker were in touch, or meant to be. */
export interface ContactRecord {
  kind: "contact";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "planned" | "recorded" | "entered-in-error";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  activity?: "" | "orientation" | "one-to-one" | "group" | "drop-in" | "accompaniment" | "review";
  before?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    /** Somebody's own words: who said them, in which language, and how. */
    because: Words;
    by: Actor;
    entry?: {
      along?: {
        chosenBy?: Actor;
        goal?: string;
        /** Somebody's own words: who said them, in which language, and how. */
        nextAlone?: Words;
        noGoalYet?: boolean;
        to?: "" | "appointment" | "meeting" | "activity" | "practical-help";
      };
      did?: Array<{
        ledBy?: "" | "person" | "members" | "together" | "others";
        supportedBy?: string;
        /** Somebody's own words: who said them, in which language, and how. */
        what?: Words;
      }>;
      /** Somebody's own words: who said them, in which language, and how. */
      note?: Words;
    };
    seen?: {
      /** An instant with its offset (RFC 3339). */
      at?: string;
      by?: string;
    };
    what: {
      /** An instant with its offset (RFC 3339). */
      end?: string;
      goals?: Array<string>;
      lone?: boolean;
      lonePlan?: string;
      mode?: "" | "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
      notMet?: "" | "another-day-suited-better" | "unwell" | "travel" | "mix-up" | "on-our-side" | "not-said";
      notTogether?: "" | "not-safe" | "person-would-rather-not" | "not-possible" | "nobody-present";
      others?: Array<"carer" | "friend" | "interpreter" | "colleague" | "professional" | "group-member">;
      outcome?: "" | "attended" | "missed" | "called-off";
      place?: "" | "clinic" | "home" | "community" | "ward";
      present?: boolean;
      production?: "" | "co-produced" | "shared-later" | "not-co-produced";
      setting?: "" | "inpatient-ward" | "rehabilitation" | "community-team" | "assertive-outreach" | "camhs" | "drop-in" | "online" | "justice" | "housing" | "third-sector" | "primary-care" | "other";
      /** An instant with its offset (RFC 3339). */
      start: string;
      supervisedBy?: string;
    };
  }>;
  /** An instant with its offset (RFC 3339). */
  confirmed?: string;
  distress?: {
    further?: {
      answer?: "yes" | "no" | "unknown";
      because?: "" | "already-known" | "talked-through" | "not-about-safety";
      concern?: string;
    };
    /** Somebody's own words: who said them, in which language, and how. */
    helpedBy?: Words;
    inDistress?: boolean;
    /** Somebody's own words: who said them, in which language, and how. */
    personWords?: Words;
    stayedWith?: "yes" | "no" | "unknown";
    whoWasThere?: Array<"carer" | "friend" | "interpreter" | "colleague" | "professional" | "group-member">;
  };
  entry?: {
    along?: {
      chosenBy?: Actor;
      goal?: string;
      /** Somebody's own words: who said them, in which language, and how. */
      nextAlone?: Words;
      noGoalYet?: boolean;
      to?: "" | "appointment" | "meeting" | "activity" | "practical-help";
    };
    did?: Array<{
      ledBy?: "" | "person" | "members" | "together" | "others";
      supportedBy?: string;
      /** Somebody's own words: who said them, in which language, and how. */
      what?: Words;
    }>;
    /** Somebody's own words: who said them, in which language, and how. */
    note?: Words;
  };
  forSafety?: boolean;
  given?: Array<{
    kind: "information" | "guidance" | "advice";
    /** Somebody's own words: who said them, in which language, and how. */
    about: Words;
    /** An instant with its offset (RFC 3339). */
    at: string;
    source?: {
      kind?: "" | "provider" | "professional" | "leaflet" | "website" | "directory" | "own-use";
      name?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
    };
  }>;
  headcount?: number;
  /** Somebody's own words: who said them, in which language, and how. */
  lateBecause?: Words;
  learned?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    /** Somebody's own words: who said them, in which language, and how. */
    words: Words;
  }>;
  marks?: Array<"outside-agreement" | "worker-not-ready" | "unsupervised" | "late" | "length-unlikely" | "no-lone-plan" | "not-their-choice">;
  organisation?: string;
  person?: string;
  /** A whole day, or an instant (RFC 3339). */
  recordBy?: string;
  /** An instant with its offset (RFC 3339). */
  recordedAt?: string;
  relationship?: string;
  service?: string;
  statements?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    disagrees?: boolean;
    /** Somebody's own words: who said them, in which language, and how. */
    words: Words;
  }>;
  validation?: {
    /** A whole day, or an instant (RFC 3339). */
    due?: string;
    policy?: string;
    queries?: Array<{
      about?: "" | "times" | "note" | "activities" | "going-along" | "persons-words";
      /** Somebody's own words: who said them, in which language, and how. */
      asks: Words;
      /** An instant with its offset (RFC 3339). */
      at: string;
    }>;
    seen?: {
      /** An instant with its offset (RFC 3339). */
      at?: string;
      by?: string;
    };
    /** An instant with its offset (RFC 3339). */
    since?: string;
    state?: "" | "draft" | "written" | "awaiting-validation" | "queried" | "validated";
  };
  what: {
    /** An instant with its offset (RFC 3339). */
    end?: string;
    goals?: Array<string>;
    lone?: boolean;
    lonePlan?: string;
    mode?: "" | "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
    notMet?: "" | "another-day-suited-better" | "unwell" | "travel" | "mix-up" | "on-our-side" | "not-said";
    notTogether?: "" | "not-safe" | "person-would-rather-not" | "not-possible" | "nobody-present";
    others?: Array<"carer" | "friend" | "interpreter" | "colleague" | "professional" | "group-member">;
    outcome?: "" | "attended" | "missed" | "called-off";
    place?: "" | "clinic" | "home" | "community" | "ward";
    present?: boolean;
    production?: "" | "co-produced" | "shared-later" | "not-co-produced";
    setting?: "" | "inpatient-ward" | "rehabilitation" | "community-team" | "assertive-outreach" | "camhs" | "drop-in" | "online" | "justice" | "housing" | "third-sector" | "primary-care" | "other";
    /** An instant with its offset (RFC 3339). */
    start: string;
    supervisedBy?: string;
  };
  worker: string;
}

/** One time a person and a worker were in touch, or meant to be. */
export type ContactStep =
  | {
      do: "plan";
      id: string;
      activity: "orientation" | "one-to-one" | "group" | "drop-in" | "accompaniment" | "review";
      along?: {
        chosenBy?: Actor;
        goal?: string;
        /** Somebody's own words: who said them, in which language, and how. */
        nextAlone?: Words;
        noGoalYet?: boolean;
        to?: "appointment" | "meeting" | "activity" | "practical-help";
      };
      forSafety?: boolean;
      organisation?: string;
      person: string;
      relationship?: string;
      service?: string;
      what: {
        /** An instant with its offset (RFC 3339). */
        end?: string;
        goals?: Array<string>;
        lone?: boolean;
        lonePlan?: string;
        mode?: "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
        notMet?: "another-day-suited-better" | "unwell" | "travel" | "mix-up" | "on-our-side" | "not-said";
        notTogether?: "not-safe" | "person-would-rather-not" | "not-possible" | "nobody-present";
        others?: Array<"carer" | "friend" | "interpreter" | "colleague" | "professional" | "group-member">;
        outcome?: "attended" | "missed" | "called-off";
        place?: "clinic" | "home" | "community" | "ward";
        present?: boolean;
        production?: "co-produced" | "shared-later" | "not-co-produced";
        setting?: "inpatient-ward" | "rehabilitation" | "community-team" | "assertive-outreach" | "camhs" | "drop-in" | "online" | "justice" | "housing" | "third-sector" | "primary-care" | "other";
        /** An instant with its offset (RFC 3339). */
        start: string;
        supervisedBy?: string;
      };
      worker: string;
    }
  | {
      do: "record";
      id: string;
      activity?: "orientation" | "one-to-one" | "group" | "drop-in" | "accompaniment" | "review";
      distress?: {
        further?: {
          answer?: "yes" | "no" | "unknown";
          because?: "already-known" | "talked-through" | "not-about-safety";
          concern?: string;
        };
        /** Somebody's own words: who said them, in which language, and how. */
        helpedBy?: Words;
        inDistress?: boolean;
        /** Somebody's own words: who said them, in which language, and how. */
        personWords?: Words;
        stayedWith?: "yes" | "no" | "unknown";
        whoWasThere?: Array<"carer" | "friend" | "interpreter" | "colleague" | "professional" | "group-member">;
      };
      draft?: boolean;
      entry?: {
        along?: {
          chosenBy?: Actor;
          goal?: string;
          /** Somebody's own words: who said them, in which language, and how. */
          nextAlone?: Words;
          noGoalYet?: boolean;
          to?: "appointment" | "meeting" | "activity" | "practical-help";
        };
        did?: Array<{
          ledBy?: "person" | "members" | "together" | "others";
          supportedBy?: string;
          /** Somebody's own words: who said them, in which language, and how. */
          what?: Words;
        }>;
        /** Somebody's own words: who said them, in which language, and how. */
        note?: Words;
      };
      forSafety?: boolean;
      headcount?: number;
      /** Somebody's own words: who said them, in which language, and how. */
      lateBecause?: Words;
      organisation?: string;
      person?: string;
      relationship?: string;
      service?: string;
      what: {
        /** An instant with its offset (RFC 3339). */
        end?: string;
        goals?: Array<string>;
        lone?: boolean;
        lonePlan?: string;
        mode?: "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
        notMet?: "another-day-suited-better" | "unwell" | "travel" | "mix-up" | "on-our-side" | "not-said";
        notTogether?: "not-safe" | "person-would-rather-not" | "not-possible" | "nobody-present";
        others?: Array<"carer" | "friend" | "interpreter" | "colleague" | "professional" | "group-member">;
        outcome?: "attended" | "missed" | "called-off";
        place?: "clinic" | "home" | "community" | "ward";
        present?: boolean;
        production?: "co-produced" | "shared-later" | "not-co-produced";
        setting?: "inpatient-ward" | "rehabilitation" | "community-team" | "assertive-outreach" | "camhs" | "drop-in" | "online" | "justice" | "housing" | "third-sector" | "primary-care" | "other";
        /** An instant with its offset (RFC 3339). */
        start: string;
        supervisedBy?: string;
      };
      worker: string;
    }
  | {
      do: "record-planned";
      distress?: {
        further?: {
          answer?: "yes" | "no" | "unknown";
          because?: "already-known" | "talked-through" | "not-about-safety";
          concern?: string;
        };
        /** Somebody's own words: who said them, in which language, and how. */
        helpedBy?: Words;
        inDistress?: boolean;
        /** Somebody's own words: who said them, in which language, and how. */
        personWords?: Words;
        stayedWith?: "yes" | "no" | "unknown";
        whoWasThere?: Array<"carer" | "friend" | "interpreter" | "colleague" | "professional" | "group-member">;
      };
      draft?: boolean;
      entry?: {
        along?: {
          chosenBy?: Actor;
          goal?: string;
          /** Somebody's own words: who said them, in which language, and how. */
          nextAlone?: Words;
          noGoalYet?: boolean;
          to?: "appointment" | "meeting" | "activity" | "practical-help";
        };
        did?: Array<{
          ledBy?: "person" | "members" | "together" | "others";
          supportedBy?: string;
          /** Somebody's own words: who said them, in which language, and how. */
          what?: Words;
        }>;
        /** Somebody's own words: who said them, in which language, and how. */
        note?: Words;
      };
      /** Somebody's own words: who said them, in which language, and how. */
      lateBecause?: Words;
      what: {
        /** An instant with its offset (RFC 3339). */
        end?: string;
        goals?: Array<string>;
        lone?: boolean;
        lonePlan?: string;
        mode?: "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
        notMet?: "another-day-suited-better" | "unwell" | "travel" | "mix-up" | "on-our-side" | "not-said";
        notTogether?: "not-safe" | "person-would-rather-not" | "not-possible" | "nobody-present";
        others?: Array<"carer" | "friend" | "interpreter" | "colleague" | "professional" | "group-member">;
        outcome?: "attended" | "missed" | "called-off";
        place?: "clinic" | "home" | "community" | "ward";
        present?: boolean;
        production?: "co-produced" | "shared-later" | "not-co-produced";
        setting?: "inpatient-ward" | "rehabilitation" | "community-team" | "assertive-outreach" | "camhs" | "drop-in" | "online" | "justice" | "housing" | "third-sector" | "primary-care" | "other";
        /** An instant with its offset (RFC 3339). */
        start: string;
        supervisedBy?: string;
      };
    }
  | {
      do: "correct";
      /** Somebody's own words: who said them, in which language, and how. */
      because: Words;
      what: {
        /** An instant with its offset (RFC 3339). */
        end?: string;
        goals?: Array<string>;
        lone?: boolean;
        lonePlan?: string;
        mode?: "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
        notMet?: "another-day-suited-better" | "unwell" | "travel" | "mix-up" | "on-our-side" | "not-said";
        notTogether?: "not-safe" | "person-would-rather-not" | "not-possible" | "nobody-present";
        others?: Array<"carer" | "friend" | "interpreter" | "colleague" | "professional" | "group-member">;
        outcome?: "attended" | "missed" | "called-off";
        place?: "clinic" | "home" | "community" | "ward";
        present?: boolean;
        production?: "co-produced" | "shared-later" | "not-co-produced";
        setting?: "inpatient-ward" | "rehabilitation" | "community-team" | "assertive-outreach" | "camhs" | "drop-in" | "online" | "justice" | "housing" | "third-sector" | "primary-care" | "other";
        /** An instant with its offset (RFC 3339). */
        start: string;
        supervisedBy?: string;
      };
    }
  | {
      do: "mark-in-error";
      /** Somebody's own words: who said them, in which language, and how. */
      because: Words;
    }
  | {
      do: "finish-draft";
      entry?: {
        along?: {
          chosenBy?: Actor;
          goal?: string;
          /** Somebody's own words: who said them, in which language, and how. */
          nextAlone?: Words;
          noGoalYet?: boolean;
          to?: "appointment" | "meeting" | "activity" | "practical-help";
        };
        did?: Array<{
          ledBy?: "person" | "members" | "together" | "others";
          supportedBy?: string;
          /** Somebody's own words: who said them, in which language, and how. */
          what?: Words;
        }>;
        /** Somebody's own words: who said them, in which language, and how. */
        note?: Words;
      };
      notTogether?: "not-safe" | "person-would-rather-not" | "not-possible" | "nobody-present";
      production?: "co-produced" | "shared-later" | "not-co-produced";
    }
  | {
      do: "amend";
      /** Somebody's own words: who said them, in which language, and how. */
      because: Words;
      entry?: {
        along?: {
          chosenBy?: Actor;
          goal?: string;
          /** Somebody's own words: who said them, in which language, and how. */
          nextAlone?: Words;
          noGoalYet?: boolean;
          to?: "appointment" | "meeting" | "activity" | "practical-help";
        };
        did?: Array<{
          ledBy?: "person" | "members" | "together" | "others";
          supportedBy?: string;
          /** Somebody's own words: who said them, in which language, and how. */
          what?: Words;
        }>;
        /** Somebody's own words: who said them, in which language, and how. */
        note?: Words;
      };
      notTogether?: "not-safe" | "person-would-rather-not" | "not-possible" | "nobody-present";
      production?: "co-produced" | "shared-later" | "not-co-produced";
    }
  | {
      do: "say-what-you-took";
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "add-statement";
      disagrees?: boolean;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "confirm-together";
    }
  | {
      do: "say-why-late";
      /** Somebody's own words: who said them, in which language, and how. */
      because: Words;
    }
  | {
      do: "note-distress";
      distress?: {
        further?: {
          answer?: "yes" | "no" | "unknown";
          because?: "already-known" | "talked-through" | "not-about-safety";
          concern?: string;
        };
        /** Somebody's own words: who said them, in which language, and how. */
        helpedBy?: Words;
        inDistress?: boolean;
        /** Somebody's own words: who said them, in which language, and how. */
        personWords?: Words;
        stayedWith?: "yes" | "no" | "unknown";
        whoWasThere?: Array<"carer" | "friend" | "interpreter" | "colleague" | "professional" | "group-member">;
      };
    }
  | {
      do: "answer-further";
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
    }
  | {
      do: "give";
      kind: "information" | "guidance" | "advice";
      /** Somebody's own words: who said them, in which language, and how. */
      about: Words;
      source?: {
        kind?: "provider" | "professional" | "leaflet" | "website" | "directory" | "own-use";
        name?: string;
        /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
        on?: string;
      };
    }
  | {
      do: "submit";
    }
  | {
      do: "validate";
    }
  | {
      do: "query";
      about?: "times" | "note" | "activities" | "going-along" | "persons-words";
      /** Somebody's own words: who said them, in which language, and how. */
      asks: Words;
    };

/** One thing about a person that went to somebody: what, to whom, on which basis, when and why, and what the person was told. */
export interface DisclosureRecord {
  kind: "disclosure";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "logged" | "entered-in-error";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  consent?: string;
  error?: string;
  /** An instant with its offset (RFC 3339). */
  logged: string;
  marks?: Array<"no-basis" | "against-their-no" | "not-in-force" | "no-reason" | "no-concern" | "recipient-unclear">;
  /** Somebody's own words: who said them, in which language, and how. */
  side?: Words;
  told?: {
    answer?: "" | "told" | "not-safe" | "not-yet";
    /** An instant with its offset (RFC 3339). */
    at?: string;
    by?: Actor;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    lookAgain?: string;
  };
  /** An instant with its offset (RFC 3339). */
  went: string;
  what: {
    basis?: "" | "consent" | "direct-care" | "safeguarding" | "legal-duty";
    because?: string;
    concern?: string;
    person: string;
    purpose: "support" | "direct-care" | "supervision" | "care-record";
    scope: "agreement" | "contacts" | "goals" | "plan" | "concerns";
    signal?: string;
    with: {
      kind: "here" | "service" | "organisation" | "professional" | "carer";
      id?: string;
    };
  };
  worker: string;
}

/** One thing about a person that went to somebody: what, to whom, on which basis, when and why, and what the person was told. */
export type DisclosureStep =
  | {
      do: "disclose";
      id: string;
      what: {
        basis?: "consent" | "direct-care" | "safeguarding" | "legal-duty";
        because?: string;
        concern?: string;
        person: string;
        purpose: "support" | "direct-care" | "supervision" | "care-record";
        scope: "agreement" | "contacts" | "goals" | "plan" | "concerns";
        signal?: string;
        with: {
          kind: "here" | "service" | "organisation" | "professional" | "carer";
          id?: string;
        };
      };
      worker: string;
    }
  | {
      do: "log";
      id: string;
      /** An instant with its offset (RFC 3339). */
      went: string;
      what: {
        basis?: "consent" | "direct-care" | "safeguarding" | "legal-duty";
        because?: string;
        concern?: string;
        person: string;
        purpose: "support" | "direct-care" | "supervision" | "care-record";
        scope: "agreement" | "contacts" | "goals" | "plan" | "concerns";
        signal?: string;
        with: {
          kind: "here" | "service" | "organisation" | "professional" | "carer";
          id?: string;
        };
      };
      worker: string;
    }
  | {
      do: "add-why";
      basis?: "consent" | "direct-care" | "safeguarding" | "legal-duty";
      because?: string;
      concern?: string;
      signal?: string;
    }
  | {
      do: "say-told";
      answer: "told" | "not-safe" | "not-yet";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      lookAgain?: string;
    }
  | {
      do: "add-my-side";
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "mark-in-error";
      because: string;
    };

/** One answer to how the support was. Nobody signs it unless they want to. */
export interface FeedbackRecord {
  kind: "feedback";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "unsigned" | "signed" | "taken-back";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  answers?: {
    again?: "" | "yes" | "partly" | "no";
    chosen?: "" | "yes" | "partly" | "no";
    helped?: "" | "yes" | "partly" | "no";
    listened?: "" | "yes" | "partly" | "no";
  };
  complaint?: string;
  /** An instant with its offset (RFC 3339). */
  given: string;
  handedIn?: string;
  person?: string;
  request: string;
  route?: string;
  /** An instant with its offset (RFC 3339). */
  taken?: string;
  takenOn?: string;
  words?: string;
  worker: string;
}

/** One answer to how the support was. Nobody signs it unless they want to. */
export type FeedbackStep =
  | {
      do: "give";
      id: string;
      answers?: {
        again?: "yes" | "partly" | "no";
        chosen?: "yes" | "partly" | "no";
        helped?: "yes" | "partly" | "no";
        listened?: "yes" | "partly" | "no";
      };
      complaint?: string;
      request: string;
      worker: string;
    }
  | {
      do: "sign";
      id: string;
      answers?: {
        again?: "yes" | "partly" | "no";
        chosen?: "yes" | "partly" | "no";
        helped?: "yes" | "partly" | "no";
        listened?: "yes" | "partly" | "no";
      };
      complaint?: string;
      person: string;
      request: string;
      words?: string;
      worker: string;
    }
  | {
      do: "take-back";
    }
  | {
      do: "take-complaint-on";
    };

/** One round of asking how the support was; who would rather not is a number. */
export interface FeedbackRequestRecord {
  kind: "feedback-request";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "asking" | "closed";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  /** An instant with its offset (RFC 3339). */
  asked: string;
  declined?: number;
  drawn?: Array<string>;
  group?: string;
  minimum?: number;
  of: "people" | "group" | "team";
  results?: Array<{
    again?: {
      no?: number;
      notSaid?: number;
      partly?: number;
      yes?: number;
    };
    answered: number;
    chosen?: {
      no?: number;
      notSaid?: number;
      partly?: number;
      yes?: number;
    };
    declined?: number;
    helped?: {
      no?: number;
      notSaid?: number;
      partly?: number;
      yes?: number;
    };
    listened?: {
      no?: number;
      notSaid?: number;
      partly?: number;
      yes?: number;
    };
  }>;
  worker: string;
}

/** One round of asking how the support was; who would rather not is a number. */
export type FeedbackRequestStep =
  | {
      do: "ask";
      id: string;
      group?: string;
      of: "people" | "group" | "team";
      worker: string;
    }
  | {
      do: "count-declined";
    }
  | {
      do: "draw-result";
    }
  | {
      do: "close";
    };

/** Some people who meet: what for, who facilitates, and what the group agreed. */
export interface GroupRecord {
  kind: "group";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "running" | "over";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  agreements?: Array<{
    /** An instant with its offset (RFC 3339). */
    from?: string;
    points?: Array<string>;
    /** An instant with its offset (RFC 3339). */
    proposed: string;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    reviewOn?: string;
    safeSpace: Array<string>;
    version?: number;
  }>;
  /** An instant with its offset (RFC 3339). */
  closed?: string;
  coFacilitators?: Array<{
    role?: string;
    staff: string;
  }>;
  entry: "open" | "closed";
  lead: {
    role?: string;
    staff: string;
  };
  /** An instant with its offset (RFC 3339). */
  opened: string;
  organisation?: string;
  places?: number;
  purpose: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  reviewOn?: string;
  service: string;
  sharedGoals?: Array<string>;
  sort: "peer-support" | "therapy" | "therapeutic" | "activity" | "learning";
}

/** Some people who meet: what for, who facilitates, and what the group agreed. */
export type GroupStep =
  | {
      do: "begin";
      id: string;
      coFacilitators?: Array<{
        role?: string;
        staff: string;
      }>;
      entry: "open" | "closed";
      lead: {
        role?: string;
        staff: string;
      };
      organisation?: string;
      places?: number;
      purpose: string;
      service: string;
      sharedGoals?: Array<string>;
      sort: "peer-support" | "therapy" | "therapeutic" | "activity" | "learning";
    }
  | {
      do: "change";
      places?: number;
      purpose: string;
      sharedGoals?: Array<string>;
    }
  | {
      do: "change-facilitators";
      coFacilitators?: Array<{
        role?: string;
        staff: string;
      }>;
      lead: {
        role?: string;
        staff: string;
      };
    }
  | {
      do: "propose-agreement";
      points?: Array<string>;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      reviewOn?: string;
      safeSpace: Array<string>;
    }
  | {
      do: "bring-into-force";
      version: number;
    }
  | {
      do: "keep-agreement";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      reviewOn?: string;
    }
  | {
      do: "close";
    };

/** That one person was at a session of a group, and nobody else. */
export interface GroupAttendanceRecord {
  kind: "group-attendance";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "recorded" | "entered-in-error";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  before?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    /** Somebody's own words: who said them, in which language, and how. */
    because: Words;
    by: Actor;
    when: {
      /** An instant with its offset (RFC 3339). */
      end: string;
      mode?: "" | "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
      place?: "" | "clinic" | "home" | "community" | "ward";
      /** An instant with its offset (RFC 3339). */
      start: string;
    };
  }>;
  goals?: Array<string>;
  /** Somebody's own words: who said them, in which language, and how. */
  learning?: Words;
  led?: boolean;
  notTogether?: "" | "not-safe" | "person-would-rather-not" | "not-possible" | "nobody-present";
  organisation?: string;
  person: string;
  production?: "" | "co-produced" | "shared-later" | "not-co-produced";
  /** A whole day, or an instant (RFC 3339). */
  recordBy?: string;
  /** An instant with its offset (RFC 3339). */
  recordedAt: string;
  service?: string;
  session: string;
  when: {
    /** An instant with its offset (RFC 3339). */
    end: string;
    mode?: "" | "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
    place?: "" | "clinic" | "home" | "community" | "ward";
    /** An instant with its offset (RFC 3339). */
    start: string;
  };
  /** Somebody's own words: who said them, in which language, and how. */
  words?: Words;
  worker: string;
}

/** That one person was at a session of a group, and nobody else. */
export type GroupAttendanceStep =
  | {
      do: "record";
      id: string;
      led?: boolean;
      notTogether?: "not-safe" | "person-would-rather-not" | "not-possible" | "nobody-present";
      organisation?: string;
      person: string;
      production?: "co-produced" | "shared-later" | "not-co-produced";
      service?: string;
      session: string;
      when: {
        /** An instant with its offset (RFC 3339). */
        end: string;
        mode?: "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
        place?: "clinic" | "home" | "community" | "ward";
        /** An instant with its offset (RFC 3339). */
        start: string;
      };
      worker: string;
    }
  | {
      do: "say-own-part";
      goals?: Array<string>;
      /** Somebody's own words: who said them, in which language, and how. */
      learning?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
    }
  | {
      do: "confirm";
    }
  | {
      do: "correct";
      /** Somebody's own words: who said them, in which language, and how. */
      because: Words;
      when: {
        /** An instant with its offset (RFC 3339). */
        end: string;
        mode?: "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
        place?: "clinic" | "home" | "community" | "ward";
        /** An instant with its offset (RFC 3339). */
        start: string;
      };
    }
  | {
      do: "mark-in-error";
      /** Somebody's own words: who said them, in which language, and how. */
      because: Words;
    };

/** One person's place in a group, and nobody else's. */
export interface GroupPlaceRecord {
  kind: "group-place";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "waiting" | "place-offered" | "joined" | "left";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  agreed?: number;
  /** An instant with its offset (RFC 3339). */
  agreedAt?: string;
  /** An instant with its offset (RFC 3339). */
  asked: string;
  goals?: Array<string>;
  group: string;
  /** An instant with its offset (RFC 3339). */
  joined?: string;
  /** An instant with its offset (RFC 3339). */
  left?: string;
  person: string;
}

/** One person's place in a group, and nobody else's. */
export type GroupPlaceStep =
  | {
      do: "wait";
      id: string;
      group: string;
      person: string;
    }
  | {
      do: "join";
      id: string;
      group: string;
      person: string;
    }
  | {
      do: "offer-place";
    }
  | {
      do: "take-offer-back";
    }
  | {
      do: "take-place";
    }
  | {
      do: "agree";
      version: number;
    }
  | {
      do: "choose-own-goals";
      goals?: Array<string>;
    }
  | {
      do: "leave";
    };

/** One time a group met, or means to; it names nobody who came. */
export interface GroupSessionRecord {
  kind: "group-session";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "planned" | "recorded" | "called-off" | "entered-in-error";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  activities?: Array<{
    ledBy?: "" | "a-member" | "the-members" | "the-facilitators" | "a-visitor";
    supportedBy?: Array<string>;
    what: string;
  }>;
  agreement?: number;
  before?: Array<{
    activities?: Array<{
      ledBy?: "" | "a-member" | "the-members" | "the-facilitators" | "a-visitor";
      supportedBy?: Array<string>;
      what: string;
    }>;
    /** An instant with its offset (RFC 3339). */
    at: string;
    because: string;
    by: Actor;
    headcount?: number;
    when: {
      /** An instant with its offset (RFC 3339). */
      end: string;
      mode?: "" | "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
      place?: "" | "clinic" | "home" | "community" | "ward";
      /** An instant with its offset (RFC 3339). */
      start: string;
    };
  }>;
  facilitators: Array<{
    role?: string;
    staff: string;
  }>;
  group: string;
  headcount?: number;
  marks?: Array<"no-group-agreement" | "led-outside-scope" | "worker-not-ready" | "unsupervised" | "late" | "length-unlikely">;
  organisation?: string;
  /** A whole day, or an instant (RFC 3339). */
  recordBy?: string;
  /** An instant with its offset (RFC 3339). */
  recordedAt?: string;
  service?: string;
  when: {
    /** An instant with its offset (RFC 3339). */
    end: string;
    mode?: "" | "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
    place?: "" | "clinic" | "home" | "community" | "ward";
    /** An instant with its offset (RFC 3339). */
    start: string;
  };
}

/** One time a group met, or means to; it names nobody who came. */
export type GroupSessionStep =
  | {
      do: "plan";
      id: string;
      activities?: Array<{
        ledBy?: "a-member" | "the-members" | "the-facilitators" | "a-visitor";
        supportedBy?: Array<string>;
        what: string;
      }>;
      facilitators: Array<{
        role?: string;
        staff: string;
      }>;
      group: string;
      organisation?: string;
      service?: string;
      when: {
        /** An instant with its offset (RFC 3339). */
        end: string;
        mode?: "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
        place?: "clinic" | "home" | "community" | "ward";
        /** An instant with its offset (RFC 3339). */
        start: string;
      };
    }
  | {
      do: "record";
      id: string;
      activities?: Array<{
        ledBy?: "a-member" | "the-members" | "the-facilitators" | "a-visitor";
        supportedBy?: Array<string>;
        what: string;
      }>;
      attendees?: Array<{
        id: string;
        led?: boolean;
        notTogether?: "not-safe" | "person-would-rather-not" | "not-possible" | "nobody-present";
        person: string;
        production?: "co-produced" | "shared-later" | "not-co-produced";
      }>;
      facilitators: Array<{
        role?: string;
        staff: string;
      }>;
      group: string;
      headcount?: number;
      organisation?: string;
      service?: string;
      when: {
        /** An instant with its offset (RFC 3339). */
        end: string;
        mode?: "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
        place?: "clinic" | "home" | "community" | "ward";
        /** An instant with its offset (RFC 3339). */
        start: string;
      };
    }
  | {
      do: "record-planned";
      activities?: Array<{
        ledBy?: "a-member" | "the-members" | "the-facilitators" | "a-visitor";
        supportedBy?: Array<string>;
        what: string;
      }>;
      attendees?: Array<{
        id: string;
        led?: boolean;
        notTogether?: "not-safe" | "person-would-rather-not" | "not-possible" | "nobody-present";
        person: string;
        production?: "co-produced" | "shared-later" | "not-co-produced";
      }>;
      headcount?: number;
      when: {
        /** An instant with its offset (RFC 3339). */
        end: string;
        mode?: "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
        place?: "clinic" | "home" | "community" | "ward";
        /** An instant with its offset (RFC 3339). */
        start: string;
      };
    }
  | {
      do: "call-off";
    }
  | {
      do: "correct";
      activities?: Array<{
        ledBy?: "a-member" | "the-members" | "the-facilitators" | "a-visitor";
        supportedBy?: Array<string>;
        what: string;
      }>;
      because: string;
      headcount?: number;
      when: {
        /** An instant with its offset (RFC 3339). */
        end: string;
        mode?: "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
        place?: "clinic" | "home" | "community" | "ward";
        /** An instant with its offset (RFC 3339). */
        start: string;
      };
    }
  | {
      do: "mark-in-error";
      because: string;
    };

/** An idea for a better service, with nobody in it, and the reply to it. */
export interface ImprovementIdeaRecord {
  kind: "improvement-idea";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "raised" | "considered" | "acted-on" | "not-taken-up" | "taken-back";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  by?: string;
  /** An instant with its offset (RFC 3339). */
  raised: string;
  raisedBy: string;
  /** An instant with its offset (RFC 3339). */
  replied?: string;
  reply?: string;
  text?: string;
  theme: "recovery-focus" | "peer-role" | "co-production" | "strengths-based-practice" | "less-stigma" | "access" | "other";
}

/** An idea for a better service, with nobody in it, and the reply to it. */
export type ImprovementIdeaStep =
  | {
      do: "raise";
      id: string;
      text: string;
      theme: "recovery-focus" | "peer-role" | "co-production" | "strengths-based-practice" | "less-stigma" | "access" | "other";
    }
  | {
      do: "consider";
    }
  | {
      do: "act-on";
      reply: string;
    }
  | {
      do: "leave";
      reply: string;
    }
  | {
      do: "take-back";
    };

/** A worker talks with another agency; where it is about a person there is a basis for it. */
export interface LiaisonContactRecord {
  kind: "liaison-contact";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "planned" | "held" | "called-off" | "entered-in-error";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  about?: string;
  agency: string;
  disclosure?: string;
  mode?: "" | "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  on?: string;
  with?: string;
  worker: string;
}

/** A worker talks with another agency; where it is about a person there is a basis for it. */
export type LiaisonContactStep =
  | {
      do: "plan";
      id: string;
      about?: string;
      agency: string;
      disclosure?: string;
      mode?: "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
      with?: string;
      worker: string;
    }
  | {
      do: "record";
      id: string;
      about?: string;
      agency: string;
      disclosure?: string;
      mode?: "face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
      with?: string;
      worker: string;
    }
  | {
      do: "hold";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
    }
  | {
      do: "call-off";
    }
  | {
      do: "mark-in-error";
    };

/** A change in a person's life that opens offers; the person takes them or leaves them. */
export interface LifeEventRecord {
  kind: "life-event";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "told" | "taken-back";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  person: string;
  sort: "housing" | "work" | "money" | "loss" | "birth" | "custody" | "admission" | "illness" | "relationship" | "other";
  taken?: Array<"look-at-goals-again" | "hear-rights-again" | "places-to-turn-to" | "support-with-the-move">;
  /** An instant with its offset (RFC 3339). */
  told: string;
  /** Somebody's own words: who said them, in which language, and how. */
  words?: Words;
  worker?: string;
}

/** A change in a person's life that opens offers; the person takes them or leaves them. */
export type LifeEventStep =
  | {
      do: "tell";
      id: string;
      person: string;
      sort: "housing" | "work" | "money" | "loss" | "birth" | "custody" | "admission" | "illness" | "relationship" | "other";
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
      worker?: string;
    }
  | {
      do: "take-offer";
      offer: "look-at-goals-again" | "hear-rights-again" | "places-to-turn-to" | "support-with-the-move";
    }
  | {
      do: "let-go";
      offer: "look-at-goals-again" | "hear-rights-again" | "places-to-turn-to" | "support-with-the-move";
    }
  | {
      do: "take-back";
    };

/** What a person would like of a worker, and whom they chose. */
export interface WishListRecord {
  kind: "wish-list";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "said" | "chosen" | "none-of-them";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  chosen?: string;
  person: string;
  /** An instant with its offset (RFC 3339). */
  said: string;
  wishes?: Array<{
    trait: {
      kind: "shared-experience" | "language" | "gender" | "culture" | "faith";
      is: string;
    };
    weight: "must-have" | "would-like";
  }>;
  /** Somebody's own words: who said them, in which language, and how. */
  words?: Words;
}

/** What a person would like of a worker, and whom they chose. */
export type WishListStep =
  | {
      do: "say";
      id: string;
      person: string;
      wishes?: Array<{
        trait: {
          kind: "shared-experience" | "language" | "gender" | "culture" | "faith";
          is: string;
        };
        weight: "must-have" | "would-like";
      }>;
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
    }
  | {
      do: "change";
      wishes?: Array<{
        trait: {
          kind: "shared-experience" | "language" | "gender" | "culture" | "faith";
          is: string;
        };
        weight: "must-have" | "would-like";
      }>;
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
    }
  | {
      do: "choose";
      worker: string;
    }
  | {
      do: "choose-none";
    };

/** A worker was at a meeting of the team; nobody who was talked about is in it. */
export interface MeetingAttendanceRecord {
  kind: "meeting-attendance";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "attended" | "entered-in-error";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  minutes?: number;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  on: string;
  /** An instant with its offset (RFC 3339). */
  recorded: string;
  roles?: Array<string>;
  sort: "clinical" | "business" | "service-development" | "multi-disciplinary";
  team?: string;
  worker: string;
}

/** A worker was at a meeting of the team; nobody who was talked about is in it. */
export type MeetingAttendanceStep =
  | {
      do: "record";
      id: string;
      minutes?: number;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
      roles?: Array<string>;
      sort: "clinical" | "business" | "service-development" | "multi-disciplinary";
      team?: string;
      worker: string;
    }
  | {
      do: "mark-in-error";
    };

/** What a person wants a team to know, said for them after their yes and where they said. */
export interface PerspectiveBriefRecord {
  kind: "perspective-brief";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "draft" | "approved" | "taken-back";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  /** An instant with its offset (RFC 3339). */
  approved?: string;
  concerns?: Array<Words>;
  forums?: Array<string>;
  person: string;
  rights?: Array<Words>;
  uses?: Array<{
    /** Somebody's own words: who said them, in which language, and how. */
    back?: Words;
    forum: string;
    number: number;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    on: string;
    policy?: string;
    /** A whole day, or an instant (RFC 3339). */
    tellBy?: string;
    /** An instant with its offset (RFC 3339). */
    told?: string;
  }>;
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker: string;
  /** An instant with its offset (RFC 3339). */
  written: string;
}

/** What a person wants a team to know, said for them after their yes and where they said. */
export type PerspectiveBriefStep =
  | {
      do: "write";
      id: string;
      concerns?: Array<Words>;
      person: string;
      rights?: Array<Words>;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker: string;
    }
  | {
      do: "rewrite";
      concerns?: Array<Words>;
      rights?: Array<Words>;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "approve";
      forums: Array<string>;
    }
  | {
      do: "use";
      forum: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
    }
  | {
      do: "tell-back";
      /** Somebody's own words: who said them, in which language, and how. */
      back?: Words;
      use: number;
    }
  | {
      do: "take-back";
    };

/** One person and one peer support worker, on an agreement both have said yes to. */
export interface RelationshipRecord {
  kind: "relationship";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "offered" | "welcomed" | "agreeing" | "active" | "paused" | "ending-planned" | "declined" | "ended";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  agreements?: Array<{
    activities?: Array<"orientation" | "one-to-one" | "group" | "drop-in" | "accompaniment" | "review">;
    boundaries?: Array<{
      kind: "hours" | "places" | "money-gifts" | "social-media" | "topics" | "other";
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }>;
    carriedFrom?: string;
    endingNamed?: boolean;
    modes?: Array<"face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter">;
    /** Somebody's own words: who said them, in which language, and how. */
    often?: Words;
    /** An instant with its offset (RFC 3339). */
    personYes?: string;
    /** An instant with its offset (RFC 3339). */
    proposed: string;
    proposedBy?: string;
    /** Somebody's own words: who said them, in which language, and how. */
    purpose?: Words;
    quietAfter?: Span | null;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    reviewOn?: string;
    version?: number;
    /** Somebody's own words: who said them, in which language, and how. */
    whenWorried?: Words;
    /** An instant with its offset (RFC 3339). */
    workerYes?: string;
  }>;
  /** An instant with its offset (RFC 3339). */
  back?: string;
  careCoordinators?: Array<{
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    from: string;
    role?: string;
    staff?: string;
  }>;
  change?: {
    /** A whole day, or an instant (RFC 3339). */
    answerBy?: string;
    /** An instant with its offset (RFC 3339). */
    at?: string;
    policy?: string;
  };
  continues?: string;
  ending?: {
    kind?: "" | "prepared" | "person-withdrew" | "service-change" | "worker-left" | "moved" | "died" | "safety-ground";
    /** An instant with its offset (RFC 3339). */
    at?: string;
    /** Somebody's own words: who said them, in which language, and how. */
    because?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    instead?: Words;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    on?: string;
  };
  endingPlans?: Array<{
    /** Somebody's own words: who said them, in which language, and how. */
    afterContact?: Words;
    by: string;
    /** An instant with its offset (RFC 3339). */
    calledOff?: string;
    feelings?: Array<Words>;
    gains?: Array<Words>;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    lastDate: string;
    ongoingSupports?: Array<Words>;
    /** An instant with its offset (RFC 3339). */
    personStays?: string;
    /** An instant with its offset (RFC 3339). */
    planned: string;
    /** An instant with its offset (RFC 3339). */
    workerStays?: string;
  }>;
  /** An instant with its offset (RFC 3339). */
  offered: string;
  /** An instant with its offset (RFC 3339). */
  over?: string;
  pause?: {
    because?: "" | "leave" | "unwell" | "family" | "training" | "service" | "other";
    by?: string;
    cover?: string;
    /** An instant with its offset (RFC 3339). */
    since?: string;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    until?: string;
    was?: string;
    /** An instant with its offset (RFC 3339). */
    workerBack?: string;
  };
  person: string;
  request?: string;
  rights?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    told: "explained" | "put-off" | "not-wanted-now";
    topic: "it-is-voluntary" | "how-to-stop" | "limits-of-confidentiality" | "rights-here" | "how-to-complain" | "advocacy";
  }>;
  service: string;
  /** An instant with its offset (RFC 3339). */
  since?: string;
  stepBack?: {
    /** A whole day, or an instant (RFC 3339). */
    answerBy?: string;
    /** An instant with its offset (RFC 3339). */
    at?: string;
    ground?: "" | "own-wellbeing" | "we-know-each-other" | "another-interest" | "too-much-at-once" | "outside-my-scope" | "times-or-places" | "age" | "disability" | "gender-reassignment" | "marriage-and-civil-partnership" | "pregnancy-and-maternity" | "race" | "religion-or-belief" | "sex" | "sexual-orientation";
    policy?: string;
  };
  welcome?: {
    /** An instant with its offset (RFC 3339). */
    at?: string;
    /** Somebody's own words: who said them, in which language, and how. */
    helped?: Words;
    orientation?: Array<"the-place" | "who-is-who" | "times-and-ways" | "help-in-a-crisis">;
    participants?: Array<Actor>;
  };
  wishes?: {
    notes?: "" | "keep" | "hand-on";
    plan?: "" | "keep" | "take-back";
  };
  word?: {
    /** An instant with its offset (RFC 3339). */
    at?: string;
    cover?: string;
  };
  worker: string;
}

/** One person and one peer support worker, on an agreement both have said yes to. */
export type RelationshipStep =
  | {
      do: "offer";
      id: string;
      person: string;
      request?: string;
      service: string;
      worker: string;
    }
  | {
      do: "hand-over";
      id: string;
      continues: string;
      person: string;
      service: string;
      worker: string;
    }
  | {
      do: "welcome";
      /** Somebody's own words: who said them, in which language, and how. */
      helped?: Words;
      introducedAsPeer?: boolean;
      orientation?: Array<"the-place" | "who-is-who" | "times-and-ways" | "help-in-a-crisis">;
      participants: Array<Actor>;
    }
  | {
      do: "tell-rights";
      topics: Array<{
        told: "explained" | "put-off" | "not-wanted-now";
        topic: "it-is-voluntary" | "how-to-stop" | "limits-of-confidentiality" | "rights-here" | "how-to-complain" | "advocacy";
      }>;
    }
  | {
      do: "propose";
      activities: Array<"orientation" | "one-to-one" | "group" | "drop-in" | "accompaniment" | "review">;
      boundaries: Array<{
        kind: "hours" | "places" | "money-gifts" | "social-media" | "topics" | "other";
        /** Somebody's own words: who said them, in which language, and how. */
        words: Words;
      }>;
      endingNamed?: boolean;
      modes: Array<"face-to-face" | "phone" | "video" | "chat" | "text" | "e-mail" | "letter">;
      /** Somebody's own words: who said them, in which language, and how. */
      often?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      purpose: Words;
      /** A length of time in exactly one unit: {"weeks": 12}. */
      quietAfter?: Span;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      reviewOn?: string;
      version?: number;
      /** Somebody's own words: who said them, in which language, and how. */
      whenWorried?: Words;
    }
  | {
      do: "confirm";
      version: number;
    }
  | {
      do: "decline";
    }
  | {
      do: "withdraw";
      plan?: "keep" | "take-back";
    }
  | {
      do: "pause";
    }
  | {
      do: "pause-on-our-side";
      because: "leave" | "unwell" | "family" | "training" | "service" | "other";
      cover: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      until: string;
    }
  | {
      do: "resume";
    }
  | {
      do: "plan-ending";
      /** Somebody's own words: who said them, in which language, and how. */
      afterContact?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      feelings?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      gains?: Words;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      lastDate: string;
      notes?: "keep" | "hand-on";
      ongoingSupports?: Array<Words>;
      plan?: "keep" | "take-back";
    }
  | {
      do: "call-off-ending";
    }
  | {
      do: "end-prepared";
    }
  | {
      do: "end-by-service";
      kind: "service-change" | "worker-left" | "moved";
      /** Somebody's own words: who said them, in which language, and how. */
      because?: Words;
    }
  | {
      do: "record-death";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
    }
  | {
      do: "end-for-safety";
      /** Somebody's own words: who said them, in which language, and how. */
      because: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      instead: Words;
    }
  | {
      do: "ask-for-somebody-else";
    }
  | {
      do: "step-back";
      ground: "own-wellbeing" | "we-know-each-other" | "another-interest" | "too-much-at-once" | "outside-my-scope" | "times-or-places" | "age" | "disability" | "gender-reassignment" | "marriage-and-civil-partnership" | "pregnancy-and-maternity" | "race" | "religion-or-belief" | "sex" | "sexual-orientation";
    }
  | {
      do: "name-care-coordinator";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      from: string;
      role?: string;
      staff?: string;
    }
  | {
      do: "give-word";
      cover?: string;
    };

/** The two look back together, and both say yes to what follows. */
export interface ReviewRecord {
  kind: "review";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "open" | "settled" | "called-off";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  /** An instant with its offset (RFC 3339). */
  opened: string;
  outcome?: "" | "continue" | "change-agreement" | "plan-ending";
  person: string;
  personOwn?: boolean;
  personPassed?: boolean;
  personSaid?: {
    /** Somebody's own words: who said them, in which language, and how. */
    change?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    didNotHelp?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    helped?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    learned?: Words;
    strengths?: Array<Words>;
  };
  proposedBy?: string;
  relationship: string;
  /** An instant with its offset (RFC 3339). */
  settled?: string;
  worker: string;
  workerSaid?: {
    /** Somebody's own words: who said them, in which language, and how. */
    change?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    didNotHelp?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    helped?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    learned?: Words;
    strengths?: Array<Words>;
  };
}

/** The two look back together, and both say yes to what follows. */
export type ReviewStep =
  | {
      do: "open";
      id: string;
      person: string;
      relationship: string;
      worker: string;
    }
  | {
      do: "say";
      part?: {
        /** Somebody's own words: who said them, in which language, and how. */
        change?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        didNotHelp?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        helped?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        learned?: Words;
        strengths?: Array<Words>;
      };
    }
  | {
      do: "pass";
    }
  | {
      do: "propose";
      outcome: "continue" | "change-agreement" | "plan-ending";
    }
  | {
      do: "agree";
      outcome: "continue" | "change-agreement" | "plan-ending";
    }
  | {
      do: "call-off";
    };

/** How somebody may be got in touch with. */
export interface SafeContactRecord {
  kind: "safe-contact";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "said" | "not-now";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  how?: {
    avoid?: Array<string>;
    neverInWriting?: boolean;
    neverLeaveMessage?: boolean;
    notSafe?: Array<"phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold">;
    sayItIs?: string;
    ways?: Array<{
      anyTime?: boolean;
      medium: "phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold";
      times?: Array<{
        days: Array<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun">;
        /** A time of day: 09:00. */
        from: string;
        /** A time of day: 09:00. */
        to: string;
      }>;
    }>;
    /** Somebody's own words: who said them, in which language, and how. */
    words?: Words;
  };
  person: string;
  /** An instant with its offset (RFC 3339). */
  said: string;
  worker?: string;
}

/** How somebody may be got in touch with. */
export type SafeContactStep =
  | {
      do: "say";
      id: string;
      how?: {
        avoid?: Array<string>;
        neverInWriting?: boolean;
        neverLeaveMessage?: boolean;
        notSafe?: Array<"phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold">;
        sayItIs?: string;
        ways?: Array<{
          anyTime?: boolean;
          medium: "phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold";
          times?: Array<{
            days: Array<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun">;
            /** A time of day: 09:00. */
            from: string;
            /** A time of day: 09:00. */
            to: string;
          }>;
        }>;
        /** Somebody's own words: who said them, in which language, and how. */
        words?: Words;
      };
      notNow?: boolean;
      person: string;
      worker?: string;
    }
  | {
      do: "change";
      how?: {
        avoid?: Array<string>;
        neverInWriting?: boolean;
        neverLeaveMessage?: boolean;
        notSafe?: Array<"phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold">;
        sayItIs?: string;
        ways?: Array<{
          anyTime?: boolean;
          medium: "phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold";
          times?: Array<{
            days: Array<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun">;
            /** A time of day: 09:00. */
            from: string;
            /** A time of day: 09:00. */
            to: string;
          }>;
        }>;
        /** Somebody's own words: who said them, in which language, and how. */
        words?: Words;
      };
      worker?: string;
    }
  | {
      do: "narrow";
      avoid?: Array<string>;
      neverInWriting?: boolean;
      neverLeaveMessage?: boolean;
      notSafe?: Array<"phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold">;
    }
  | {
      do: "not-now";
    };

/** Somebody asks for peer support for a person, and the person answers. */
export interface SupportRequestRecord {
  kind: "support-request";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "asked" | "accepted" | "turned-down" | "allocated";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  /** An instant with its offset (RFC 3339). */
  asked: string;
  askedBy: Actor;
  person: string;
  relationship?: string;
  service: string;
}

/** Somebody asks for peer support for a person, and the person answers. */
export type SupportRequestStep =
  | {
      do: "ask-for-support";
      id: string;
      person: string;
      service: string;
    }
  | {
      do: "accept";
    }
  | {
      do: "turn-down";
    }
  | {
      do: "allocate";
      relationship: string;
      worker: string;
    };

/** How a colleague is best spoken with by the team. */
export interface TeamStyleRecord {
  kind: "team-style";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "said";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  how?: {
    cannotUse?: Array<"phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold">;
    hears?: "" | "well" | "with-help" | "not-by-ear";
    /** Somebody's own words: who said them, in which language, and how. */
    helps?: Words;
    languages?: Array<{
      interpreter?: "yes" | "no" | "unknown";
      reads?: "yes" | "no" | "unknown";
      tag: string;
    }>;
    online?: "" | "by-myself" | "with-help" | "not-online";
    prefers?: Array<"phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold">;
    reads?: "" | "well" | "easy-read" | "rather-not";
    sees?: "" | "well" | "large-print" | "not-by-eye";
  };
  /** An instant with its offset (RFC 3339). */
  said: string;
  worker: string;
}

/** How a colleague is best spoken with by the team. */
export type TeamStyleStep =
  | {
      do: "say";
      id: string;
      how?: {
        cannotUse?: Array<"phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold">;
        hears?: "well" | "with-help" | "not-by-ear";
        /** Somebody's own words: who said them, in which language, and how. */
        helps?: Words;
        languages?: Array<{
          interpreter?: "yes" | "no" | "unknown";
          reads?: "yes" | "no" | "unknown";
          tag: string;
        }>;
        online?: "by-myself" | "with-help" | "not-online";
        prefers?: Array<"phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold">;
        reads?: "well" | "easy-read" | "rather-not";
        sees?: "well" | "large-print" | "not-by-eye";
      };
      worker: string;
    }
  | {
      do: "change";
      how?: {
        cannotUse?: Array<"phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold">;
        hears?: "well" | "with-help" | "not-by-ear";
        /** Somebody's own words: who said them, in which language, and how. */
        helps?: Words;
        languages?: Array<{
          interpreter?: "yes" | "no" | "unknown";
          reads?: "yes" | "no" | "unknown";
          tag: string;
        }>;
        online?: "by-myself" | "with-help" | "not-online";
        prefers?: Array<"phone" | "voice-message" | "text" | "email" | "app" | "video-call" | "letter" | "visit" | "web" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold">;
        reads?: "well" | "easy-read" | "rather-not";
        sees?: "well" | "large-print" | "not-by-eye";
      };
    };

/** How it was for a worker, after sharing or somebody's distress. Nobody else reads it. */
export interface AftercarePromptRecord {
  kind: "aftercare-prompt";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "answered" | "left-alone";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  after: "sharing-note" | "contact";
  answer?: "" | "fine" | "tired" | "shaken";
  of: string;
  /** An instant with its offset (RFC 3339). */
  said: string;
  worker: string;
}

/** How it was for a worker, after sharing or somebody's distress. Nobody else reads it. */
export type AftercarePromptStep =
  | {
      do: "answer";
      id: string;
      after: "sharing-note" | "contact";
      answer: "fine" | "tired" | "shaken";
      of: string;
      worker: string;
    }
  | {
      do: "leave";
      id: string;
      after: "sharing-note" | "contact";
      of: string;
      worker: string;
    }
  | {
      do: "answer-anew";
      answer: "fine" | "tired" | "shaken";
    }
  | {
      do: "forget";
    };

/** That lived experience was shared, what for, and how the person took it; never the story. */
export interface SharingNoteRecord {
  kind: "sharing-note";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "logged" | "taken-back";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  again?: "yes" | "no" | "unknown";
  asked?: "yes" | "no" | "unknown";
  contact?: string;
  depth?: "" | "brief" | "moderate";
  group?: string;
  /** An instant with its offset (RFC 3339). */
  logged: string;
  ownReaction?: boolean;
  person?: string;
  purpose?: "" | "inspire-hope" | "normalise" | "model-self-management" | "show-a-way" | "build-connection" | "own-need";
  reaction?: "" | "useful" | "not-for-me" | "not-asked";
  relatesTo?: {
    kind?: "" | "goal" | "fear" | "step" | "skill";
    id?: string;
  };
  relationship?: string;
  /** An instant with its offset (RFC 3339). */
  shared?: string;
  shownTo?: string;
  theme?: "" | "self-harm" | "suicidal-thoughts" | "hospital-admission" | "medication" | "using-services" | "childhood" | "loss" | "violence" | "substance-use" | "eating" | "sleep" | "money" | "housing" | "work" | "family" | "parenting" | "relationships" | "identity" | "discrimination" | "faith" | "everyday-coping" | "returning-to-interests";
  worker: string;
}

/** That lived experience was shared, what for, and how the person took it; never the story. */
export type SharingNoteStep =
  | {
      do: "log";
      id: string;
      again?: "yes" | "no" | "unknown";
      asked?: "yes" | "no" | "unknown";
      contact?: string;
      depth: "brief" | "moderate";
      group?: string;
      person?: string;
      purpose?: "inspire-hope" | "normalise" | "model-self-management" | "show-a-way" | "build-connection" | "own-need";
      reaction: "useful" | "not-for-me" | "not-asked";
      recommends?: boolean;
      relatesTo?: {
        kind?: "goal" | "fear" | "step" | "skill";
        id?: string;
      };
      relationship?: string;
      /** An instant with its offset (RFC 3339). */
      shared: string;
      theme: "self-harm" | "suicidal-thoughts" | "hospital-admission" | "medication" | "using-services" | "childhood" | "loss" | "violence" | "substance-use" | "eating" | "sleep" | "money" | "housing" | "work" | "family" | "parenting" | "relationships" | "identity" | "discrimination" | "faith" | "everyday-coping" | "returning-to-interests";
      worker: string;
    }
  | {
      do: "say-reaction";
      reaction: "useful" | "not-for-me" | "not-asked";
    }
  | {
      do: "show";
      to: string;
    }
  | {
      do: "hide";
    }
  | {
      do: "take-back";
    };

/** What a worker decided beforehand never to share. Nobody else reads it. */
export interface OffLimitsListRecord {
  kind: "off-limits-list";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "kept";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  themes?: Array<"self-harm" | "suicidal-thoughts" | "hospital-admission" | "medication" | "using-services" | "childhood" | "loss" | "violence" | "substance-use" | "eating" | "sleep" | "money" | "housing" | "work" | "family" | "parenting" | "relationships" | "identity" | "discrimination" | "faith" | "everyday-coping" | "returning-to-interests">;
  worker: string;
}

/** What a worker decided beforehand never to share. Nobody else reads it. */
export type OffLimitsListStep =
  | {
      do: "set";
      id: string;
      themes?: Array<"self-harm" | "suicidal-thoughts" | "hospital-admission" | "medication" | "using-services" | "childhood" | "loss" | "violence" | "substance-use" | "eating" | "sleep" | "money" | "housing" | "work" | "family" | "parenting" | "relationships" | "identity" | "discrimination" | "faith" | "everyday-coping" | "returning-to-interests">;
      worker: string;
    }
  | {
      do: "change";
      themes?: Array<"self-harm" | "suicidal-thoughts" | "hospital-admission" | "medication" | "using-services" | "childhood" | "loss" | "violence" | "substance-use" | "eating" | "sleep" | "money" | "housing" | "work" | "family" | "parenting" | "relationships" | "identity" | "discrimination" | "faith" | "everyday-coping" | "returning-to-interests">;
    };

/** What a person would rather not hear, be asked about first, and what makes it easier to be there. */
export interface PreferenceListRecord {
  kind: "preference-list";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "hears" | "rather-not";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  askFirst?: Array<"self-harm" | "suicidal-thoughts" | "hospital-admission" | "medication" | "using-services" | "childhood" | "loss" | "violence" | "substance-use" | "eating" | "sleep" | "money" | "housing" | "work" | "family" | "parenting" | "relationships" | "identity" | "discrimination" | "faith" | "everyday-coping" | "returning-to-interests">;
  avoid?: Array<"self-harm" | "suicidal-thoughts" | "hospital-admission" | "medication" | "using-services" | "childhood" | "loss" | "violence" | "substance-use" | "eating" | "sleep" | "money" | "housing" | "work" | "family" | "parenting" | "relationships" | "identity" | "discrimination" | "faith" | "everyday-coping" | "returning-to-interests">;
  comfort?: {
    /** Somebody's own words: who said them, in which language, and how. */
    place?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    present?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    seating?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    times?: Words;
    touch?: "" | "no-touch" | "ask-each-time" | "fine-with-me";
  };
  person: string;
  worker?: string;
}

/** What a person would rather not hear, be asked about first, and what makes it easier to be there. */
export type PreferenceListStep =
  | {
      do: "set";
      id: string;
      askFirst?: Array<"self-harm" | "suicidal-thoughts" | "hospital-admission" | "medication" | "using-services" | "childhood" | "loss" | "violence" | "substance-use" | "eating" | "sleep" | "money" | "housing" | "work" | "family" | "parenting" | "relationships" | "identity" | "discrimination" | "faith" | "everyday-coping" | "returning-to-interests">;
      avoid?: Array<"self-harm" | "suicidal-thoughts" | "hospital-admission" | "medication" | "using-services" | "childhood" | "loss" | "violence" | "substance-use" | "eating" | "sleep" | "money" | "housing" | "work" | "family" | "parenting" | "relationships" | "identity" | "discrimination" | "faith" | "everyday-coping" | "returning-to-interests">;
      comfort?: {
        /** Somebody's own words: who said them, in which language, and how. */
        place?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        present?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        seating?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        times?: Words;
        touch?: "no-touch" | "ask-each-time" | "fine-with-me";
      };
      person: string;
      ratherNot?: boolean;
      worker?: string;
    }
  | {
      do: "change";
      askFirst?: Array<"self-harm" | "suicidal-thoughts" | "hospital-admission" | "medication" | "using-services" | "childhood" | "loss" | "violence" | "substance-use" | "eating" | "sleep" | "money" | "housing" | "work" | "family" | "parenting" | "relationships" | "identity" | "discrimination" | "faith" | "everyday-coping" | "returning-to-interests">;
      avoid?: Array<"self-harm" | "suicidal-thoughts" | "hospital-admission" | "medication" | "using-services" | "childhood" | "loss" | "violence" | "substance-use" | "eating" | "sleep" | "money" | "housing" | "work" | "family" | "parenting" | "relationships" | "identity" | "discrimination" | "faith" | "everyday-coping" | "returning-to-interests">;
      comfort?: {
        /** Somebody's own words: who said them, in which language, and how. */
        place?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        present?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        seating?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        times?: Words;
        touch?: "no-touch" | "ask-each-time" | "fine-with-me";
      };
      worker?: string;
    }
  | {
      do: "opt-out";
    }
  | {
      do: "hear-again";
    };

/** That a worker and their line manager looked back on a year; never what was said. */
export interface WorkAppraisalRecord {
  kind: "work-appraisal";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "held" | "entered-in-error";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  mistake?: "" | "wrong-day" | "wrong-worker" | "not-held" | "written-twice" | "other";
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  on: string;
  /** An instant with its offset (RFC 3339). */
  recorded: string;
  with: string;
  worker: string;
}

/** That a worker and their line manager looked back on a year; never what was said. */
export type WorkAppraisalStep =
  | {
      do: "record";
      id: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
      with: string;
      worker: string;
    }
  | {
      do: "mark-in-error";
      mistake: "wrong-day" | "wrong-worker" | "not-held" | "written-twice" | "other";
    };

/** A criminal-record check of a worker: its number, its days and who decided, and never what it says. */
export interface CriminalRecordCheckRecord {
  kind: "criminal-record-check";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "not-submitted" | "submitted" | "cleared" | "not-cleared" | "entered-in-error";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  /** An instant with its offset (RFC 3339). */
  asked: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  decided?: string;
  decidedBy?: string;
  reference?: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  renewal?: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  submitted?: string;
  worker: string;
}

/** A criminal-record check of a worker: its number, its days and who decided, and never what it says. */
export type CriminalRecordCheckStep =
  | {
      do: "ask-for";
      id: string;
      worker: string;
    }
  | {
      do: "submit";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
      reference: string;
    }
  | {
      do: "clear";
      decidedBy: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      renewal?: string;
    }
  | {
      do: "decline";
      decidedBy: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
    }
  | {
      do: "mark-in-error";
    };

/** A qualification that a worker has. */
export interface CredentialRecord {
  kind: "credential";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "held" | "entered-in-error";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  evidence?: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  on?: string;
  qualification: "basic-education" | "level-3-health-and-social-care" | "other-mental-health-training" | "safeguarding-awareness" | "substance-awareness" | "physical-health-awareness";
  /** An instant with its offset (RFC 3339). */
  recorded: string;
  worker: string;
}

/** A qualification that a worker has. */
export type CredentialStep =
  | {
      do: "record";
      id: string;
      evidence?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
      qualification: "basic-education" | "level-3-health-and-social-care" | "other-mental-health-training" | "safeguarding-awareness" | "substance-awareness" | "physical-health-awareness";
      worker: string;
    }
  | {
      do: "mark-in-error";
    };

/** Something a worker would like to learn, agreed by them and their line manager. */
export interface DevelopmentNeedRecord {
  kind: "development-need";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "named" | "agreed" | "met" | "left";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  manager?: string;
  /** An instant with its offset (RFC 3339). */
  managerYes?: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  until?: string;
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker: string;
  /** An instant with its offset (RFC 3339). */
  workerYes?: string;
}

/** Something a worker would like to learn, agreed by them and their line manager. */
export type DevelopmentNeedStep =
  | {
      do: "name";
      id: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      until?: string;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker: string;
    }
  | {
      do: "agree";
    }
  | {
      do: "meet";
    }
  | {
      do: "leave";
    };

/** A session in which a worker went on learning. */
export interface DevelopmentSessionRecord {
  kind: "development-session";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "held" | "entered-in-error";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  mistake?: "" | "wrong-day" | "wrong-worker" | "not-held" | "written-twice" | "other";
  needs?: Array<string>;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  on: string;
  /** An instant with its offset (RFC 3339). */
  recorded: string;
  title?: string;
  worker: string;
}

/** A session in which a worker went on learning. */
export type DevelopmentSessionStep =
  | {
      do: "record";
      id: string;
      needs?: Array<string>;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
      title?: string;
      worker: string;
    }
  | {
      do: "mark-in-error";
      mistake: "wrong-day" | "wrong-worker" | "not-held" | "written-twice" | "other";
    };

/** Time in a worker's diary: what for, from when to when. */
export interface DiaryEntryRecord {
  kind: "diary-entry";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "booked" | "called-off";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  contact?: string;
  /** An instant with its offset (RFC 3339). */
  from: string;
  givesUp?: boolean;
  lone?: boolean;
  lonePlan?: string;
  outside?: "" | "suits-the-person" | "event" | "swapped-shift" | "cannot-wait" | "other";
  sort: "contact" | "meeting" | "protected" | "travel" | "training" | "other";
  /** An instant with its offset (RFC 3339). */
  to: string;
  worker: string;
}

/** Time in a worker's diary: what for, from when to when. */
export type DiaryEntryStep =
  | {
      do: "book";
      id: string;
      contact?: string;
      lone?: boolean;
      lonePlan?: string;
      sort: "contact" | "meeting" | "protected" | "travel" | "training" | "other";
      time: {
        /** An instant with its offset (RFC 3339). */
        from: string;
        givesUp?: boolean;
        outside?: "suits-the-person" | "event" | "swapped-shift" | "cannot-wait" | "other";
        /** An instant with its offset (RFC 3339). */
        to: string;
      };
      worker: string;
    }
  | {
      do: "move";
      time: {
        /** An instant with its offset (RFC 3339). */
        from: string;
        givesUp?: boolean;
        outside?: "suits-the-person" | "event" | "swapped-shift" | "cannot-wait" | "other";
        /** An instant with its offset (RFC 3339). */
        to: string;
      };
    }
  | {
      do: "call-off";
    };

/** Something that shows a competence of a worker. It names nobody who is supported. */
export interface CompetenceEvidenceRecord {
  kind: "competence-evidence";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "kept" | "taken-out";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  catalogue?: number;
  code: "K1" | "K2" | "K3" | "K4" | "K5" | "K6" | "K7" | "K8" | "K9" | "K10" | "K11" | "K12" | "K13" | "K14" | "K15" | "K16" | "K17" | "K18" | "K19" | "K20" | "K21" | "K22" | "K23" | "K24" | "K25" | "K26" | "K27" | "K28" | "K29" | "K30" | "K31" | "K32" | "K33" | "K34" | "K35" | "K36" | "K37" | "K38" | "K39" | "K40" | "K41" | "K42" | "K43" | "K44" | "K45" | "K46" | "K47" | "K48" | "K49" | "K50" | "K51" | "K52" | "K53" | "K54" | "K55" | "K56" | "K57" | "K58" | "S1" | "S2" | "S3" | "S4" | "S5" | "S6" | "S7" | "S8" | "S9" | "S10" | "S11" | "S12" | "S13" | "S14" | "S15" | "S16" | "S17" | "S18" | "S19" | "S20" | "S21" | "S22" | "S23" | "S24" | "S25" | "S26" | "S27" | "S28" | "S29" | "S30" | "S31" | "S32" | "S33" | "S34" | "S35" | "S36" | "S37" | "S38" | "S39" | "S40" | "S41" | "S42" | "S43" | "S44" | "S45" | "S46" | "S47" | "S48" | "S49" | "S50" | "B1" | "B2" | "B3" | "B4" | "B5";
  /** An instant with its offset (RFC 3339). */
  kept: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  on: string;
  reference?: string;
  sort: "practice" | "learning" | "reflection" | "feedback" | "observed" | "elsewhere";
  worker: string;
}

/** Something that shows a competence of a worker. It names nobody who is supported. */
export type CompetenceEvidenceStep =
  | {
      do: "keep";
      id: string;
      code: "K1" | "K2" | "K3" | "K4" | "K5" | "K6" | "K7" | "K8" | "K9" | "K10" | "K11" | "K12" | "K13" | "K14" | "K15" | "K16" | "K17" | "K18" | "K19" | "K20" | "K21" | "K22" | "K23" | "K24" | "K25" | "K26" | "K27" | "K28" | "K29" | "K30" | "K31" | "K32" | "K33" | "K34" | "K35" | "K36" | "K37" | "K38" | "K39" | "K40" | "K41" | "K42" | "K43" | "K44" | "K45" | "K46" | "K47" | "K48" | "K49" | "K50" | "K51" | "K52" | "K53" | "K54" | "K55" | "K56" | "K57" | "K58" | "S1" | "S2" | "S3" | "S4" | "S5" | "S6" | "S7" | "S8" | "S9" | "S10" | "S11" | "S12" | "S13" | "S14" | "S15" | "S16" | "S17" | "S18" | "S19" | "S20" | "S21" | "S22" | "S23" | "S24" | "S25" | "S26" | "S27" | "S28" | "S29" | "S30" | "S31" | "S32" | "S33" | "S34" | "S35" | "S36" | "S37" | "S38" | "S39" | "S40" | "S41" | "S42" | "S43" | "S44" | "S45" | "S46" | "S47" | "S48" | "S49" | "S50" | "B1" | "B2" | "B3" | "B4" | "B5";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
      reference?: string;
      sort: "practice" | "learning" | "reflection" | "feedback" | "observed" | "elsewhere";
      worker: string;
    }
  | {
      do: "take-out";
    };

/** A plan for a visit alone: where, until when, and who hears from the worker by when. */
export interface LoneWorkingRecord {
  kind: "lone-working";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "planned" | "checked-in" | "called-off";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  address?: string;
  contact?: string;
  /** An instant with its offset (RFC 3339). */
  heardAt?: string;
  place: "clinic" | "home" | "community" | "ward";
  times: {
    /** An instant with its offset (RFC 3339). */
    checkInDue: string;
    /** An instant with its offset (RFC 3339). */
    expectedEnd: string;
    /** An instant with its offset (RFC 3339). */
    from: string;
  };
  with: string;
  worker: string;
}

/** A plan for a visit alone: where, until when, and who hears from the worker by when. */
export type LoneWorkingStep =
  | {
      do: "plan";
      id: string;
      address?: string;
      contact?: string;
      place: "clinic" | "home" | "community" | "ward";
      times: {
        /** An instant with its offset (RFC 3339). */
        checkInDue: string;
        /** An instant with its offset (RFC 3339). */
        expectedEnd: string;
        /** An instant with its offset (RFC 3339). */
        from: string;
      };
      with: string;
      worker: string;
    }
  | {
      do: "move";
      times: {
        /** An instant with its offset (RFC 3339). */
        checkInDue: string;
        /** An instant with its offset (RFC 3339). */
        expectedEnd: string;
        /** An instant with its offset (RFC 3339). */
        from: string;
      };
    }
  | {
      do: "check-in";
    }
  | {
      do: "call-off";
    };

/** Somebody who works here as a peer support worker: what they bring, and who stands behind them. */
export interface PeerWorkerRecord {
  kind: "peer-worker";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "registered" | "active" | "away" | "left";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  carer?: boolean;
  experience?: Array<"mental-health" | "psychosis" | "bipolar" | "carer" | "health-or-social">;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  lastDay?: string;
  /** An instant with its offset (RFC 3339). */
  lastDaySaid?: string;
  lines?: Array<{
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    from: string;
    lineManager: string;
    /** An instant with its offset (RFC 3339). */
    set: string;
    supervisor?: string;
  }>;
  needs?: Array<{
    confirmedBy: string;
    service: string;
  }>;
  number?: {
    /** An instant with its offset (RFC 3339). */
    at?: string;
    max?: number;
  };
  pause?: {
    /** An instant with its offset (RFC 3339). */
    declared?: string;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    from?: string;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    to?: string;
  };
  proposed?: {
    /** An instant with its offset (RFC 3339). */
    at?: string;
    by?: string;
    byWorker?: boolean;
    max?: number;
  };
  /** An instant with its offset (RFC 3339). */
  registered: string;
  secondaryServices?: "yes" | "no" | "unknown";
  services?: Array<string>;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  start?: string;
  title: string;
  worker: string;
}

/** Somebody who works here as a peer support worker: what they bring, and who stands behind them. */
export type PeerWorkerStep =
  | {
      do: "register";
      id: string;
      carer?: boolean;
      experience?: Array<"mental-health" | "psychosis" | "bipolar" | "carer" | "health-or-social">;
      needs?: Array<{
        confirmedBy: string;
        service: string;
      }>;
      secondaryServices?: "yes" | "no" | "unknown";
      title: string;
      worker: string;
    }
  | {
      do: "declare-experience";
      experience?: Array<"mental-health" | "psychosis" | "bipolar" | "carer" | "health-or-social">;
      secondaryServices?: "yes" | "no" | "unknown";
    }
  | {
      do: "confirm-need";
      confirmedBy: string;
      service: string;
    }
  | {
      do: "change-title";
      carer?: boolean;
      title: string;
    }
  | {
      do: "set-start";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
    }
  | {
      do: "set-lines";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      from: string;
      lineManager?: string;
      supervisor?: string;
    }
  | {
      do: "propose-number";
      max: number;
    }
  | {
      do: "agree-number";
      max: number;
    }
  | {
      do: "assign-to";
      service: string;
    }
  | {
      do: "leave-service";
      service: string;
    }
  | {
      do: "activate";
    }
  | {
      do: "declare-pause";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      from?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      to?: string;
    }
  | {
      do: "come-back";
    }
  | {
      do: "give-notice";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      lastDay?: string;
    }
  | {
      do: "leave";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      lastDay?: string;
    };

/** One line about work that is no contact. What is outside has the line manager's yes. */
export interface OtherWorkRecord {
  kind: "other-work";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "planned" | "done" | "called-off";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  approved?: string;
  /** An instant with its offset (RFC 3339). */
  approvedAt?: string;
  external?: boolean;
  minutes: number;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  on: string;
  sort: "explaining-the-role" | "training-colleagues" | "helping-students" | "recovery-college" | "talk" | "ambassador" | "service-improvement" | "other";
  title?: string;
  worker: string;
}

/** One line about work that is no contact. What is outside has the line manager's yes. */
export type OtherWorkStep =
  | {
      do: "plan";
      id: string;
      external?: boolean;
      minutes: number;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
      sort: "explaining-the-role" | "training-colleagues" | "helping-students" | "recovery-college" | "talk" | "ambassador" | "service-improvement" | "other";
      title?: string;
      worker: string;
    }
  | {
      do: "approve";
    }
  | {
      do: "finish";
      minutes: number;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
    }
  | {
      do: "call-off";
    };

/** A worker's own note, or a dilemma for supervision. Nobody reads it whom they have not chosen. */
export interface ReflectionRecord {
  kind: "reflection";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "kept" | "put-away";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  dilemma?: "" | "losing-mutuality" | "losing-equality" | "boundary-tension" | "use-of-power" | "use-of-control" | "narrowing-choice" | "other";
  further?: {
    answer?: "yes" | "no" | "unknown";
    because?: "" | "already-known" | "talked-through" | "not-about-safety";
    concern?: string;
  };
  shared?: Array<string>;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  taken?: string;
  /** An instant with its offset (RFC 3339). */
  takenAt?: string;
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker: string;
  /** An instant with its offset (RFC 3339). */
  written: string;
}

/** A worker's own note, or a dilemma for supervision. Nobody reads it whom they have not chosen. */
export type ReflectionStep =
  | {
      do: "write";
      id: string;
      dilemma?: "losing-mutuality" | "losing-equality" | "boundary-tension" | "use-of-power" | "use-of-control" | "narrowing-choice" | "other";
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker: string;
    }
  | {
      do: "answer-question";
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
    }
  | {
      do: "share";
      with: string;
    }
  | {
      do: "stop-sharing";
      with: string;
    }
  | {
      do: "take-to-supervision";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
    }
  | {
      do: "put-away";
    };

/** A supervision session a worker had: what sort, with whom and when; never what was said. */
export interface SupervisionRecord {
  kind: "supervision";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "held" | "entered-in-error";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  form?: "" | "one-to-one" | "group";
  mistake?: "" | "wrong-day" | "wrong-worker" | "not-held" | "written-twice" | "other";
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  on: string;
  /** An instant with its offset (RFC 3339). */
  recorded: string;
  sort: "line" | "peer" | "clinical" | "group-reflective";
  with?: string;
  worker: string;
}

/** A supervision session a worker had: what sort, with whom and when; never what was said. */
export type SupervisionStep =
  | {
      do: "record";
      id: string;
      form?: "one-to-one" | "group";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
      sort: "line" | "peer" | "clinical" | "group-reflective";
      with?: string;
      worker: string;
    }
  | {
      do: "mark-in-error";
      mistake: "wrong-day" | "wrong-worker" | "not-held" | "written-twice" | "other";
    };

/** A training of a worker, or a part of one: what it was for and what came of it. */
export interface TrainingRecord {
  kind: "training";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "recorded" | "entered-in-error";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  assessor?: string;
  edition?: string;
  evidence?: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  on: string;
  part?: number;
  /** An instant with its offset (RFC 3339). */
  recorded: string;
  requirement?: "" | "care-certificate" | "peer-certificate" | "framework-training" | "accredited-training" | "induction";
  result?: "" | "attended" | "passed" | "not-yet-passed" | "self-certified";
  source?: string;
  subject?: string;
  topics?: Array<"using-lived-experience-well" | "recovery" | "peer-principles" | "practised-skills">;
  with?: string;
  worker: string;
}

/** A training of a worker, or a part of one: what it was for and what came of it. */
export type TrainingStep =
  | {
      do: "record";
      id: string;
      edition?: string;
      evidence?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
      part?: number;
      requirement?: "care-certificate" | "peer-certificate" | "framework-training" | "accredited-training" | "induction";
      result: "attended" | "passed" | "not-yet-passed" | "self-certified";
      subject?: string;
      topics?: Array<"using-lived-experience-well" | "recovery" | "peer-principles" | "practised-skills">;
      with?: string;
      worker: string;
    }
  | {
      do: "complete";
      id: string;
      edition?: string;
      evidence?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
      part?: number;
      requirement?: "care-certificate" | "peer-certificate" | "framework-training" | "accredited-training" | "induction";
      result: "attended" | "passed" | "not-yet-passed" | "self-certified";
      subject?: string;
      topics?: Array<"using-lived-experience-well" | "recovery" | "peer-principles" | "practised-skills">;
      with?: string;
      worker: string;
    }
  | {
      do: "accept-equivalent";
      id: string;
      assessor: string;
      evidence?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
      requirement: "care-certificate" | "peer-certificate" | "framework-training" | "accredited-training" | "induction";
      source: string;
      worker: string;
    }
  | {
      do: "mark-in-error";
    };

/** How a worker stays well at work. Nobody reads it whom they have not named. */
export interface WellnessPlanRecord {
  kind: "wellness-plan";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "kept" | "put-away";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  says?: {
    /** Somebody's own words: who said them, in which language, and how. */
    earlySigns?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    fromOthers?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    keepsWell?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    support?: Words;
  };
  shared?: Array<string>;
  worker: string;
  /** An instant with its offset (RFC 3339). */
  written: string;
}

/** How a worker stays well at work. Nobody reads it whom they have not named. */
export type WellnessPlanStep =
  | {
      do: "write";
      id: string;
      says?: {
        /** Somebody's own words: who said them, in which language, and how. */
        earlySigns?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        fromOthers?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        keepsWell?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        support?: Words;
      };
      worker: string;
    }
  | {
      do: "rewrite";
      says?: {
        /** Somebody's own words: who said them, in which language, and how. */
        earlySigns?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        fromOthers?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        keepsWell?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        support?: Words;
      };
    }
  | {
      do: "share";
      with: string;
    }
  | {
      do: "stop-sharing";
      with: string;
    }
  | {
      do: "put-away";
    };

/** Something that matters to a person and that they do or would like to do, moved by nobody but them. */
export interface ActivityRecord {
  kind: "activity";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "wanted" | "going-on" | "resting" | "over" | "dropped";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  domain?: "" | "home" | "work" | "study" | "family" | "friendship" | "community" | "faith" | "creativity" | "citizenship" | "health" | "money" | "leisure" | "other";
  gives?: Array<"wellbeing" | "identity-and-confidence" | "people" | "skills" | "routine">;
  goals?: Array<string>;
  inGroup?: boolean;
  ledBy?: "" | "person" | "group" | "service";
  /** Somebody's own words: who said them, in which language, and how. */
  meaning?: Words;
  person: string;
  plans?: Array<{
    id: string;
    plan: {
      id: string;
      owner: string;
    };
  }>;
  /** Somebody's own words: who said them, in which language, and how. */
  schedule?: Words;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  statusOn: string;
  what: "hobby" | "exercise" | "sport-or-leisure" | "course" | "creative" | "volunteering" | "health-or-wellbeing-programme" | "other";
  /** A whole day, or an instant (RFC 3339). */
  when?: string;
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker?: string;
}

/** Something that matters to a person and that they do or would like to do, moved by nobody but them. */
export type ActivityStep =
  | {
      do: "name";
      id: string;
      domain?: "home" | "work" | "study" | "family" | "friendship" | "community" | "faith" | "creativity" | "citizenship" | "health" | "money" | "leisure" | "other";
      gives?: Array<"wellbeing" | "identity-and-confidence" | "people" | "skills" | "routine">;
      goals?: Array<string>;
      inGroup?: boolean;
      ledBy?: "person" | "group" | "service";
      /** Somebody's own words: who said them, in which language, and how. */
      meaning?: Words;
      person: string;
      plans?: Array<{
        id: string;
        plan: {
          id: string;
          owner: string;
        };
      }>;
      /** Somebody's own words: who said them, in which language, and how. */
      schedule?: Words;
      what: "hobby" | "exercise" | "sport-or-leisure" | "course" | "creative" | "volunteering" | "health-or-wellbeing-programme" | "other";
      /** A whole day, or an instant (RFC 3339). */
      when?: string;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker?: string;
    }
  | {
      do: "begin";
    }
  | {
      do: "rest";
    }
  | {
      do: "pick-up";
    }
  | {
      do: "say-it-is-over";
    }
  | {
      do: "drop";
    }
  | {
      do: "say-what-it-gives";
      gives?: Array<"wellbeing" | "identity-and-confidence" | "people" | "skills" | "routine">;
      /** Somebody's own words: who said them, in which language, and how. */
      meaning?: Words;
    }
  | {
      do: "arrange";
      inGroup?: boolean;
      ledBy?: "person" | "group" | "service";
      /** Somebody's own words: who said them, in which language, and how. */
      schedule?: Words;
      /** A whole day, or an instant (RFC 3339). */
      when?: string;
    }
  | {
      do: "tie";
      domain?: "home" | "work" | "study" | "family" | "friendship" | "community" | "faith" | "creativity" | "citizenship" | "health" | "money" | "leisure" | "other";
      goals?: Array<string>;
      plans?: Array<{
        id: string;
        plan: {
          id: string;
          owner: string;
        };
      }>;
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** An adult's refusal of a named treatment in named circumstances; nobody certifies it here. */
export interface AdvanceDecisionRecord {
  kind: "advance-decision";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "draft" | "confirmed" | "shared" | "superseded" | "withdrawn";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  document: {
    /** Somebody's own words: who said them, in which language, and how. */
    ask?: Words;
    /** An instant with its offset (RFC 3339). */
    confirmed?: string;
    /** An instant with its offset (RFC 3339). */
    over?: string;
    replacedBy?: string;
    replaces?: string;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    reviewOn?: string;
    shares?: Array<{
      /** An instant with its offset (RFC 3339). */
      at: string;
      draft?: boolean;
      /** An instant with its offset (RFC 3339). */
      ended?: string;
      number: number;
      with: {
        kind: "crisis-team" | "care-team" | "ward" | "gp" | "carer" | "other";
        carer?: string;
        organisation?: string;
      };
    }>;
    version: number;
    /** Somebody's own words: who said them, in which language, and how. */
    where?: Words;
    /** An instant with its offset (RFC 3339). */
    written: string;
  };
  lookedAt?: {
    /** An instant with its offset (RFC 3339). */
    at?: string;
    by?: string;
  };
  noted?: Array<"in-writing" | "even-if-life-is-at-risk" | "signed" | "witnessed" | "witness-signed">;
  person: string;
  text: {
    /** Somebody's own words: who said them, in which language, and how. */
    circumstances: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    lifeAtRisk?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    treatment: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    why?: Words;
  };
  told?: Array<"only-refuses" | "when-unable-to-decide" | "can-change-any-time" | "what-ends-it" | "life-at-risk" | "under-detention">;
  worker?: string;
}

/** An adult's refusal of a named treatment in named circumstances; nobody certifies it here. */
export type AdvanceDecisionStep =
  | {
      do: "write";
      id: string;
      confirm?: boolean;
      person: string;
      stance: "refuses" | "wants";
      text: {
        /** Somebody's own words: who said them, in which language, and how. */
        circumstances: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        lifeAtRisk?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        treatment: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        why?: Words;
      };
      told?: Array<"only-refuses" | "when-unable-to-decide" | "can-change-any-time" | "what-ends-it" | "life-at-risk" | "under-detention">;
      worker?: string;
    }
  | {
      do: "rewrite";
      stance: "refuses" | "wants";
      text: {
        /** Somebody's own words: who said them, in which language, and how. */
        circumstances: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        lifeAtRisk?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        treatment: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        why?: Words;
      };
    }
  | {
      do: "edit";
      id: string;
      stance: "refuses" | "wants";
      text: {
        /** Somebody's own words: who said them, in which language, and how. */
        circumstances: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        lifeAtRisk?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        treatment: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        why?: Words;
      };
    }
  | {
      do: "tell-limits";
      topics: Array<"only-refuses" | "when-unable-to-decide" | "can-change-any-time" | "what-ends-it" | "life-at-risk" | "under-detention">;
    }
  | {
      do: "note-formalities";
      certificate?: "none" | "valid" | "has-capacity";
      noted?: Array<"in-writing" | "even-if-life-is-at-risk" | "signed" | "witnessed" | "witness-signed">;
    }
  | {
      do: "confirm";
    }
  | {
      do: "share";
      asDraft?: boolean;
      with: {
        kind: "crisis-team" | "care-team" | "ward" | "gp" | "carer" | "other";
        carer?: string;
        organisation?: string;
      };
    }
  | {
      do: "take-back";
      number: number;
    }
  | {
      do: "say-where";
      /** Somebody's own words: who said them, in which language, and how. */
      ask?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      where?: Words;
    }
  | {
      do: "review-on";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
    }
  | {
      do: "withdraw";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** What a person would want in a future crisis, in their own words; it is weighed and does not bind. */
export interface AdvanceStatementRecord {
  kind: "advance-statement";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "draft" | "confirmed" | "shared" | "superseded" | "withdrawn";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  document: {
    /** Somebody's own words: who said them, in which language, and how. */
    ask?: Words;
    /** An instant with its offset (RFC 3339). */
    confirmed?: string;
    /** An instant with its offset (RFC 3339). */
    over?: string;
    replacedBy?: string;
    replaces?: string;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    reviewOn?: string;
    shares?: Array<{
      /** An instant with its offset (RFC 3339). */
      at: string;
      draft?: boolean;
      /** An instant with its offset (RFC 3339). */
      ended?: string;
      number: number;
      with: {
        kind: "crisis-team" | "care-team" | "ward" | "gp" | "carer" | "other";
        carer?: string;
        organisation?: string;
      };
    }>;
    version: number;
    /** Somebody's own words: who said them, in which language, and how. */
    where?: Words;
    /** An instant with its offset (RFC 3339). */
    written: string;
  };
  person: string;
  text: {
    /** Somebody's own words: who said them, in which language, and how. */
    helps?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    ratherNot?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    wishes: Words;
  };
  worker?: string;
}

/** What a person would want in a future crisis, in their own words; it is weighed and does not bind. */
export type AdvanceStatementStep =
  | {
      do: "write";
      id: string;
      confirm?: boolean;
      person: string;
      text: {
        /** Somebody's own words: who said them, in which language, and how. */
        helps?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        ratherNot?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        wishes: Words;
      };
      worker?: string;
    }
  | {
      do: "rewrite";
      text: {
        /** Somebody's own words: who said them, in which language, and how. */
        helps?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        ratherNot?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        wishes: Words;
      };
    }
  | {
      do: "edit";
      id: string;
      text: {
        /** Somebody's own words: who said them, in which language, and how. */
        helps?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        ratherNot?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        wishes: Words;
      };
    }
  | {
      do: "confirm";
    }
  | {
      do: "share";
      asDraft?: boolean;
      with: {
        kind: "crisis-team" | "care-team" | "ward" | "gp" | "carer" | "other";
        carer?: string;
        organisation?: string;
      };
    }
  | {
      do: "take-back";
      number: number;
    }
  | {
      do: "say-where";
      /** Somebody's own words: who said them, in which language, and how. */
      ask?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      where?: Words;
    }
  | {
      do: "review-on";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
    }
  | {
      do: "withdraw";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** What the person thinks of something they do to cope, at one time; the next verdict stands beside it. */
export interface AppraisalRecord {
  kind: "appraisal";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "given" | "taken-back";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  about: "coping-strategy" | "self-management-skill";
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  dontKnow?: boolean;
  of: string;
  person: string;
  /** An instant with its offset (RFC 3339). */
  said: string;
  verdict: "works" | "sometimes" | "does-not-work";
  /** Somebody's own words: who said them, in which language, and how. */
  when?: Words;
  /** Somebody's own words: who said them, in which language, and how. */
  why?: Words;
  worker?: string;
}

/** What the person thinks of something they do to cope, at one time; the next verdict stands beside it. */
export type AppraisalStep =
  | {
      do: "appraise";
      id: string;
      about: "coping-strategy" | "self-management-skill";
      dontKnow?: boolean;
      of: string;
      person: string;
      verdict: "works" | "sometimes" | "does-not-work";
      /** Somebody's own words: who said them, in which language, and how. */
      when?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      why?: Words;
      worker?: string;
    }
  | {
      do: "take-back";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** A belief that stands in the way, how the person would try it out and what came of it, in their own words. */
export interface BeliefRecord {
  kind: "belief";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "said" | "tried" | "result-said" | "put-aside";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  /** Somebody's own words: who said them, in which language, and how. */
  howToTry?: Words;
  person: string;
  problemSolving?: string;
  /** Somebody's own words: who said them, in which language, and how. */
  result?: Words;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  triedOn?: string;
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker?: string;
}

/** A belief that stands in the way, how the person would try it out and what came of it, in their own words. */
export type BeliefStep =
  | {
      do: "say";
      id: string;
      /** Somebody's own words: who said them, in which language, and how. */
      howToTry?: Words;
      person: string;
      problemSolving?: string;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker?: string;
    }
  | {
      do: "plan-try";
      /** Somebody's own words: who said them, in which language, and how. */
      howToTry: Words;
    }
  | {
      do: "try";
      /** Somebody's own words: who said them, in which language, and how. */
      result?: Words;
    }
  | {
      do: "say-result";
      /** Somebody's own words: who said them, in which language, and how. */
      result: Words;
    }
  | {
      do: "put-aside";
    }
  | {
      do: "take-up";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** A step, a success or an effort worth marking; offered by the worker it counts when the person accepts it. */
export interface CelebrationRecord {
  kind: "celebration";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "offered" | "accepted" | "set-aside";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  effort?: boolean;
  from: string;
  goal?: string;
  /** Somebody's own words: who said them, in which language, and how. */
  howMarked?: Words;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  on?: string;
  person: string;
  /** An instant with its offset (RFC 3339). */
  said: string;
  /** Somebody's own words: who said them, in which language, and how. */
  what: Words;
  worker?: string;
}

/** A step, a success or an effort worth marking; offered by the worker it counts when the person accepts it. */
export type CelebrationStep =
  | {
      do: "celebrate";
      id: string;
      effort?: boolean;
      goal?: string;
      /** Somebody's own words: who said them, in which language, and how. */
      howMarked?: Words;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
      person: string;
      /** Somebody's own words: who said them, in which language, and how. */
      what: Words;
      worker?: string;
    }
  | {
      do: "accept";
      /** Somebody's own words: who said them, in which language, and how. */
      howMarked?: Words;
    }
  | {
      do: "set-aside";
    };

/** What a person chose, or somebody chose for them; whether it is theirs is their word alone, at any time. */
export interface ChoiceRecord {
  kind: "choice";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "noted" | "stands" | "felt-put-upon" | "taken-back";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  /** Somebody's own words: who said them, in which language, and how. */
  forRecord?: Words;
  goal?: string;
  person: string;
  said: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    chosen?: {
      collaborative?: "yes" | "no" | "unknown";
      option?: number;
      talk?: string;
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
    };
    from: string;
    number: number;
    whose?: {
      active?: "yes" | "no" | "unknown";
      imposedBy?: "" | "family" | "professional" | "court" | "other";
      /** Somebody's own words: who said them, in which language, and how. */
      says?: Words;
    };
  }>;
  worker?: string;
}

/** What a person chose, or somebody chose for them; whether it is theirs is their word alone, at any time. */
export type ChoiceStep =
  | {
      do: "choose";
      id: string;
      chosen?: {
        collaborative?: "yes" | "no" | "unknown";
        option?: number;
        talk?: string;
        /** Somebody's own words: who said them, in which language, and how. */
        words?: Words;
      };
      goal?: string;
      person: string;
      whose?: {
        active?: "yes" | "no" | "unknown";
        imposedBy?: "family" | "professional" | "court" | "other";
        /** Somebody's own words: who said them, in which language, and how. */
        says?: Words;
      };
      worker?: string;
    }
  | {
      do: "say-whose";
      whose?: {
        active?: "yes" | "no" | "unknown";
        imposedBy?: "family" | "professional" | "court" | "other";
        /** Somebody's own words: who said them, in which language, and how. */
        says?: Words;
      };
    }
  | {
      do: "say-together";
      collaborative: "yes" | "no" | "unknown";
      talk?: string;
    }
  | {
      do: "choose-anew";
      chosen?: {
        collaborative?: "yes" | "no" | "unknown";
        option?: number;
        talk?: string;
        /** Somebody's own words: who said them, in which language, and how. */
        words?: Words;
      };
      whose?: {
        active?: "yes" | "no" | "unknown";
        imposedBy?: "family" | "professional" | "court" | "other";
        /** Somebody's own words: who said them, in which language, and how. */
        says?: Words;
      };
    }
  | {
      do: "take-back";
    }
  | {
      do: "words-for-record";
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** Somebody, or a community, that matters to a person; chosen by nobody but them. */
export interface ConnectionRecord {
  kind: "connection";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "chosen" | "put-down";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  domain?: "" | "home" | "work" | "study" | "family" | "friendship" | "community" | "faith" | "creativity" | "citizenship" | "health" | "money" | "leisure" | "other";
  goals?: Array<string>;
  person: string;
  resource?: string;
  /** An instant with its offset (RFC 3339). */
  said: string;
  who: "friend" | "family" | "neighbour" | "peer" | "group" | "community-organisation" | "other";
  wish: "keep" | "mend" | "find" | "lean-on";
  /** Somebody's own words: who said them, in which language, and how. */
  words?: Words;
  worker?: string;
}

/** Somebody, or a community, that matters to a person; chosen by nobody but them. */
export type ConnectionStep =
  | {
      do: "choose";
      id: string;
      domain?: "home" | "work" | "study" | "family" | "friendship" | "community" | "faith" | "creativity" | "citizenship" | "health" | "money" | "leisure" | "other";
      goals?: Array<string>;
      person: string;
      resource?: string;
      who: "friend" | "family" | "neighbour" | "peer" | "group" | "community-organisation" | "other";
      wish: "keep" | "mend" | "find" | "lean-on";
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
      worker?: string;
    }
  | {
      do: "change";
      goals?: Array<string>;
      resource?: string;
      wish: "keep" | "mend" | "find" | "lean-on";
    }
  | {
      do: "put-down";
    }
  | {
      do: "choose-again";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** What a person and a worker would add to a plan that a service owns; the owner decides. */
export interface ContributionRecord {
  kind: "contribution";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "proposed" | "accepted" | "declined" | "withdrawn";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  agrees?: "yes" | "no" | "unknown";
  /** An instant with its offset (RFC 3339). */
  over?: string;
  person: string;
  plan: {
    id: string;
    owner: string;
  };
  /** An instant with its offset (RFC 3339). */
  proposed: string;
  /** An instant with its offset (RFC 3339). */
  seenAt?: string;
  what?: "" | "add-activity" | "add-note" | "offer-task" | "create" | "edit" | "approve" | "close" | "monitor-or-sign";
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker?: string;
}

/** What a person and a worker would add to a plan that a service owns; the owner decides. */
export type ContributionStep =
  | {
      do: "contribute";
      id: string;
      person: string;
      plan: {
        id: string;
        owner: string;
      };
      what?: "add-activity" | "add-note" | "offer-task" | "create" | "edit" | "approve" | "close" | "monitor-or-sign";
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker?: string;
    }
  | {
      do: "seen-by-person";
      agrees: "yes" | "no" | "unknown";
    }
  | {
      do: "accept";
    }
  | {
      do: "decline";
    }
  | {
      do: "withdraw";
    };

/** Something a person does, or wants to try, to get through difficulty, in their own words. */
export interface CopingStrategyRecord {
  kind: "coping-strategy";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "in-use" | "considered" | "planned" | "trying" | "dropped";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  barriers?: Array<{
    accepted?: boolean;
    /** Somebody's own words: who said them, in which language, and how. */
    response?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    words: Words;
  }>;
  every?: Span | null;
  item?: string;
  /** Somebody's own words: who said them, in which language, and how. */
  justTry?: Words;
  /** An instant with its offset (RFC 3339). */
  movedAt: string;
  noReminders?: boolean;
  nothingInTheWay?: boolean;
  person: string;
  place: string;
  resources?: Array<{
    from: "family" | "partner" | "friend" | "neighbour" | "colleague" | "group" | "faith-community" | "helpline" | "service" | "animal" | "place" | "other";
    /** Somebody's own words: who said them, in which language, and how. */
    words?: Words;
  }>;
  /** An instant with its offset (RFC 3339). */
  reviewedAt?: string;
  use?: {
    /** Somebody's own words: who said them, in which language, and how. */
    when?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    where?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    with?: Words;
  };
  /** Somebody's own words: who said them, in which language, and how. */
  words?: Words;
  worker?: string;
}

/** Something a person does, or wants to try, to get through difficulty, in their own words. */
export type CopingStrategyStep =
  | {
      do: "tell";
      id: string;
      person: string;
      resources?: Array<{
        from: "family" | "partner" | "friend" | "neighbour" | "colleague" | "group" | "faith-community" | "helpline" | "service" | "animal" | "place" | "other";
        /** Somebody's own words: who said them, in which language, and how. */
        words?: Words;
      }>;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker?: string;
    }
  | {
      do: "consider";
      id: string;
      item?: string;
      person: string;
      resources?: Array<{
        from: "family" | "partner" | "friend" | "neighbour" | "colleague" | "group" | "faith-community" | "helpline" | "service" | "animal" | "place" | "other";
        /** Somebody's own words: who said them, in which language, and how. */
        words?: Words;
      }>;
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
      worker?: string;
    }
  | {
      do: "plan";
      barriers?: Array<{
        accepted?: boolean;
        /** Somebody's own words: who said them, in which language, and how. */
        response?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        words: Words;
      }>;
      /** Somebody's own words: who said them, in which language, and how. */
      justTry?: Words;
      nothingInTheWay?: boolean;
      use?: {
        /** Somebody's own words: who said them, in which language, and how. */
        when?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        where?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        with?: Words;
      };
    }
  | {
      do: "try";
      /** Somebody's own words: who said them, in which language, and how. */
      justTry?: Words;
    }
  | {
      do: "keep";
    }
  | {
      do: "drop";
    }
  | {
      do: "pick-up";
    }
  | {
      do: "name-resources";
      resources?: Array<{
        from: "family" | "partner" | "friend" | "neighbour" | "colleague" | "group" | "faith-community" | "helpline" | "service" | "animal" | "place" | "other";
        /** Somebody's own words: who said them, in which language, and how. */
        words?: Words;
      }>;
    }
  | {
      do: "look-again";
    }
  | {
      do: "remind";
      on: "yes" | "no" | "unknown";
    }
  | {
      do: "review-every";
      /** A length of time in exactly one unit: {"weeks": 12}. */
      every?: Span;
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** How the two see the making of a document they share; it asks and stops nothing. */
export interface CoproductionCheckRecord {
  kind: "coproduction-check";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "noted";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  about: {
    kind?: string;
    id?: string;
  };
  /** Somebody's own words: who said them, in which language, and how. */
  changed?: Words;
  person: string;
  personSays?: {
    agenda?: "" | "person" | "both" | "worker" | "somebody-else" | "not-known";
    decided?: "" | "person" | "both" | "worker" | "somebody-else" | "not-known";
    /** An instant with its offset (RFC 3339). */
    said?: string;
    wrote?: "" | "person" | "both" | "worker" | "somebody-else" | "not-known";
  };
  worker?: string;
  workerSays?: {
    agenda?: "" | "person" | "both" | "worker" | "somebody-else" | "not-known";
    decided?: "" | "person" | "both" | "worker" | "somebody-else" | "not-known";
    /** An instant with its offset (RFC 3339). */
    said?: string;
    wrote?: "" | "person" | "both" | "worker" | "somebody-else" | "not-known";
  };
}

/** How the two see the making of a document they share; it asks and stops nothing. */
export type CoproductionCheckStep =
  | {
      do: "check";
      id: string;
      about: {
        kind?: string;
        id?: string;
      };
      agenda?: "person" | "both" | "worker" | "somebody-else" | "not-known";
      /** Somebody's own words: who said them, in which language, and how. */
      changed?: Words;
      decided?: "person" | "both" | "worker" | "somebody-else" | "not-known";
      person: string;
      worker?: string;
      wrote?: "person" | "both" | "worker" | "somebody-else" | "not-known";
    }
  | {
      do: "say";
      agenda?: "person" | "both" | "worker" | "somebody-else" | "not-known";
      /** Somebody's own words: who said them, in which language, and how. */
      changed?: Words;
      decided?: "person" | "both" | "worker" | "somebody-else" | "not-known";
      wrote?: "person" | "both" | "worker" | "somebody-else" | "not-known";
    };

/** Something said along the way: asked, heard, summed up or encouraged by the worker, noted or tried by the person. */
export interface EntryRecord {
  kind: "entry";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "said" | "does-not-fit";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  about?: {
    kind?: string;
    id?: string;
  };
  as: "question" | "reflection" | "summary" | "encouragement" | "note" | "tried" | "suggestion" | "solution";
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  /** An instant with its offset (RFC 3339). */
  marked?: string;
  /** Somebody's own words: who said them, in which language, and how. */
  notSo?: Words;
  person: string;
  /** An instant with its offset (RFC 3339). */
  said: string;
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker?: string;
}

/** Something said along the way: asked, heard, summed up or encouraged by the worker, noted or tried by the person. */
export type EntryStep =
  | {
      do: "write";
      id: string;
      about?: {
        kind?: string;
        id?: string;
      };
      as: "question" | "reflection" | "summary" | "encouragement" | "note" | "tried" | "suggestion" | "solution";
      person: string;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker?: string;
    }
  | {
      do: "does-not-fit";
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** Something the person is afraid of, named by them alone, and small steps about it. */
export interface FearRecord {
  kind: "fear";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "named" | "working" | "easier" | "parked";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  /** Somebody's own words: who said them, in which language, and how. */
  helps?: Words;
  /** An instant with its offset (RFC 3339). */
  named: string;
  person: string;
  smallSteps?: Array<Words>;
  /** Somebody's own words: who said them, in which language, and how. */
  stops?: Words;
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker?: string;
}

/** Something the person is afraid of, named by them alone, and small steps about it. */
export type FearStep =
  | {
      do: "name";
      id: string;
      /** Somebody's own words: who said them, in which language, and how. */
      helps?: Words;
      person: string;
      smallSteps?: Array<Words>;
      /** Somebody's own words: who said them, in which language, and how. */
      stops?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker?: string;
    }
  | {
      do: "say-more";
      /** Somebody's own words: who said them, in which language, and how. */
      helps?: Words;
      smallSteps?: Array<Words>;
      /** Somebody's own words: who said them, in which language, and how. */
      stops?: Words;
    }
  | {
      do: "work-on";
    }
  | {
      do: "easier";
    }
  | {
      do: "park";
    };

/** Something a person wants for their own life, in their own words, moved by nobody but them. */
export interface GoalRecord {
  kind: "goal";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "proposed" | "agreed" | "active" | "on-hold" | "achieved" | "changed" | "let-go";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  because?: "" | "rest-for-now" | "something-else-matters-more" | "life-has-changed" | "far-enough" | "not-really-mine" | "no-progress";
  challenges?: Array<Words>;
  domain?: "" | "home" | "work" | "study" | "family" | "friendship" | "community" | "faith" | "creativity" | "citizenship" | "health" | "money" | "leisure" | "other";
  /** Somebody's own words: who said them, in which language, and how. */
  firstStep?: Words;
  going?: "" | "in-progress" | "improving" | "achieved" | "sustaining" | "no-change" | "worsening" | "no-progress";
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  goingOn?: string;
  into?: string;
  person: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  started?: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  statusOn: string;
  strengths?: Array<Words>;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  target?: string;
  /** Somebody's own words: who said them, in which language, and how. */
  why?: Words;
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker?: string;
}

/** Something a person wants for their own life, in their own words, moved by nobody but them. */
export type GoalStep =
  | {
      do: "propose";
      id: string;
      challenges?: Array<Words>;
      domain?: "home" | "work" | "study" | "family" | "friendship" | "community" | "faith" | "creativity" | "citizenship" | "health" | "money" | "leisure" | "other";
      /** Somebody's own words: who said them, in which language, and how. */
      firstStep?: Words;
      person: string;
      strengths?: Array<Words>;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      target?: string;
      /** Somebody's own words: who said them, in which language, and how. */
      why?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker?: string;
    }
  | {
      do: "agree";
    }
  | {
      do: "start";
    }
  | {
      do: "hold";
      because?: "rest-for-now" | "something-else-matters-more" | "life-has-changed" | "far-enough" | "not-really-mine" | "no-progress";
    }
  | {
      do: "pick-up";
    }
  | {
      do: "achieve";
    }
  | {
      do: "change";
      because?: "rest-for-now" | "something-else-matters-more" | "life-has-changed" | "far-enough" | "not-really-mine" | "no-progress";
      into?: {
        id?: string;
        challenges?: Array<Words>;
        domain?: "home" | "work" | "study" | "family" | "friendship" | "community" | "faith" | "creativity" | "citizenship" | "health" | "money" | "leisure" | "other";
        /** Somebody's own words: who said them, in which language, and how. */
        firstStep?: Words;
        strengths?: Array<Words>;
        /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
        target?: string;
        /** Somebody's own words: who said them, in which language, and how. */
        why?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        words?: Words;
      };
    }
  | {
      do: "let-go";
      because?: "rest-for-now" | "something-else-matters-more" | "life-has-changed" | "far-enough" | "not-really-mine" | "no-progress";
    }
  | {
      do: "say-more";
      challenges?: Array<Words>;
      domain?: "home" | "work" | "study" | "family" | "friendship" | "community" | "faith" | "creativity" | "citizenship" | "health" | "money" | "leisure" | "other";
      /** Somebody's own words: who said them, in which language, and how. */
      firstStep?: Words;
      strengths?: Array<Words>;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      target?: string;
      /** Somebody's own words: who said them, in which language, and how. */
      why?: Words;
    }
  | {
      do: "say-how-it-goes";
      going: "in-progress" | "improving" | "achieved" | "sustaining" | "no-change" | "worsening" | "no-progress";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** The order a person gives their own goals, if they like; goals may stand level or in no order. */
export interface GoalOrderRecord {
  kind: "goal-order";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "offered" | "ordered" | "no-order";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  groups?: Array<{
    goals: Array<string>;
  }>;
  person: string;
  worker?: string;
}

/** The order a person gives their own goals, if they like; goals may stand level or in no order. */
export type GoalOrderStep =
  | {
      do: "offer";
      id: string;
      person: string;
      worker?: string;
    }
  | {
      do: "order";
      groups: Array<{
        goals: Array<string>;
      }>;
    }
  | {
      do: "no-order";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** Going somewhere together, then partly together, then alone, at the pace the person says. */
export interface GradedPlanRecord {
  kind: "graded-plan";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "asked" | "together" | "partly-together" | "alone" | "finished" | "put-down";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  activity?: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  alone?: string;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  comesAlong?: "yes" | "no" | "unknown";
  goals?: Array<string>;
  /** Somebody's own words: who said them, in which language, and how. */
  partly?: Words;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  partlyTogether?: string;
  person: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  statusOn: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  together?: string;
  /** Somebody's own words: who said them, in which language, and how. */
  where: Words;
  worker: string;
}

/** Going somewhere together, then partly together, then alone, at the pace the person says. */
export type GradedPlanStep =
  | {
      do: "ask";
      id: string;
      activity?: string;
      goals?: Array<string>;
      /** Somebody's own words: who said them, in which language, and how. */
      partly?: Words;
      person: string;
      /** Somebody's own words: who said them, in which language, and how. */
      where: Words;
      worker: string;
    }
  | {
      do: "come-along";
    }
  | {
      do: "cannot-come-along";
    }
  | {
      do: "go-together";
    }
  | {
      do: "go-partly-together";
      /** Somebody's own words: who said them, in which language, and how. */
      partly?: Words;
    }
  | {
      do: "go-alone";
    }
  | {
      do: "finish";
    }
  | {
      do: "put-down";
    }
  | {
      do: "ask-again";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** Information on health with where it is from, which a person may include in their plan. */
export interface HealthInformationRecord {
  kind: "health-information";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "shown" | "included" | "left-out";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  about: "mental-health" | "physical-health" | "health-promotion";
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  content: "information" | "advice" | "diagnosis" | "treatment";
  from: string;
  person: string;
  /** An instant with its offset (RFC 3339). */
  shown: string;
  source: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  sourceOn?: string;
  text: string;
  worker?: string;
}

/** Information on health with where it is from, which a person may include in their plan. */
export type HealthInformationStep =
  | {
      do: "show";
      id: string;
      about: "mental-health" | "physical-health" | "health-promotion";
      content: "information" | "advice" | "diagnosis" | "treatment";
      person: string;
      source?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      sourceOn?: string;
      text: string;
      worker?: string;
    }
  | {
      do: "include";
    }
  | {
      do: "leave-out";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** How a person makes sense of what they live through; many stand side by side and none is ranked. */
export interface MeaningRecord {
  kind: "meaning";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "said" | "taken-back";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  lenses?: Array<"experience" | "feelings" | "own-explanation" | "culture" | "faith" | "identity" | "money" | "housing" | "discrimination" | "inequality" | "other">;
  person: string;
  /** An instant with its offset (RFC 3339). */
  said: string;
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker?: string;
}

/** How a person makes sense of what they live through; many stand side by side and none is ranked. */
export type MeaningStep =
  | {
      do: "say";
      id: string;
      lenses?: Array<"experience" | "feelings" | "own-explanation" | "culture" | "faith" | "identity" | "money" | "housing" | "discrimination" | "inequality" | "other">;
      person: string;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker?: string;
    }
  | {
      do: "take-back";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** What a person takes along to a meeting, a review, an appointment or an application, and what came of it. */
export interface MeetingPrepRecord {
  kind: "meeting-prep";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "prepared" | "over" | "called-off";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  accompany?: "yes" | "no" | "unknown";
  answers?: Array<{
    kind: "information" | "guidance" | "advice";
    /** An instant with its offset (RFC 3339). */
    at: string;
    question: number;
    source?: {
      kind?: "" | "provider" | "professional" | "leaflet" | "website" | "directory" | "own-use";
      name?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
    };
    /** Somebody's own words: who said them, in which language, and how. */
    words: Words;
  }>;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  concerns?: Array<{
    number: number;
    treatment?: boolean;
    /** Somebody's own words: who said them, in which language, and how. */
    words: Words;
  }>;
  /** Somebody's own words: who said them, in which language, and how. */
  decided?: Words;
  event: "meeting" | "review" | "appointment" | "medication-review" | "housing" | "food-bank" | "benefits" | "other";
  goal?: string;
  heard?: "yes" | "no" | "unknown";
  /** Somebody's own words: who said them, in which language, and how. */
  heardSays?: Words;
  papers?: Array<{
    number: number;
    ready?: boolean;
    what: string;
  }>;
  person: string;
  questions?: Array<{
    number: number;
    treatment?: boolean;
    /** Somebody's own words: who said them, in which language, and how. */
    words: Words;
  }>;
  speaks?: "" | "person" | "worker" | "advocate" | "together";
  wants?: Array<{
    /** Somebody's own words: who said them, in which language, and how. */
    how?: Words;
    number: number;
    /** Somebody's own words: who said them, in which language, and how. */
    words: Words;
  }>;
  /** A whole day, or an instant (RFC 3339). */
  when?: string;
  worker?: string;
}

/** What a person takes along to a meeting, a review, an appointment or an application, and what came of it. */
export type MeetingPrepStep =
  | {
      do: "prepare";
      id: string;
      event: "meeting" | "review" | "appointment" | "medication-review" | "housing" | "food-bank" | "benefits" | "other";
      goal?: string;
      person: string;
      /** A whole day, or an instant (RFC 3339). */
      when?: string;
      worker?: string;
    }
  | {
      do: "add-question";
      treatment?: boolean;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "add-concern";
      treatment?: boolean;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "add-want";
      /** Somebody's own words: who said them, in which language, and how. */
      how?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "add-paper";
      what: string;
    }
  | {
      do: "paper-ready";
      number: number;
    }
  | {
      do: "answer";
      kind: "information" | "guidance" | "advice";
      question: number;
      source?: {
        kind?: "provider" | "professional" | "leaflet" | "website" | "directory" | "own-use";
        name?: string;
        /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
        on?: string;
      };
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "who-speaks";
      speaks: "person" | "worker" | "advocate" | "together";
    }
  | {
      do: "accompany";
      accompany: "yes" | "no" | "unknown";
    }
  | {
      do: "move";
      /** A whole day, or an instant (RFC 3339). */
      when: string;
    }
  | {
      do: "took-place";
    }
  | {
      do: "decided";
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "felt-heard";
      heard?: "yes" | "no" | "unknown";
      /** Somebody's own words: who said them, in which language, and how. */
      says?: Words;
    }
  | {
      do: "call-off";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** What a worker saw or heard of how somebody is, in plain words, where that is their duty. */
export interface ObservationRecord {
  kind: "observation";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "question-open" | "recorded" | "queried" | "validated";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  about?: Array<"progress" | "functioning" | "mood" | "mental-state">;
  /** An instant with its offset (RFC 3339). */
  amended?: string;
  compared?: "" | "better" | "same" | "worse" | "fluctuating";
  further?: {
    answer?: "yes" | "no" | "unknown";
    because?: "" | "already-known" | "talked-through" | "not-about-safety";
    concern?: string;
  };
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  on?: string;
  /** Somebody's own words: who said them, in which language, and how. */
  ownView?: Words;
  person: string;
  /** Somebody's own words: who said them, in which language, and how. */
  query?: Words;
  /** An instant with its offset (RFC 3339). */
  recorded: string;
  /** Somebody's own words: who said them, in which language, and how. */
  saw?: Words;
  validated?: {
    /** An instant with its offset (RFC 3339). */
    at?: string;
    by?: string;
  };
  worker: string;
}

/** What a worker saw or heard of how somebody is, in plain words, where that is their duty. */
export type ObservationStep =
  | {
      do: "record";
      id: string;
      about?: Array<"progress" | "functioning" | "mood" | "mental-state">;
      compared?: "better" | "same" | "worse" | "fluctuating";
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
      /** Somebody's own words: who said them, in which language, and how. */
      ownView?: Words;
      person: string;
      /** Somebody's own words: who said them, in which language, and how. */
      saw?: Words;
      worker: string;
    }
  | {
      do: "answer-further";
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
    }
  | {
      do: "validate";
    }
  | {
      do: "query";
      /** Somebody's own words: who said them, in which language, and how. */
      asks: Words;
    }
  | {
      do: "amend";
      about?: Array<"progress" | "functioning" | "mood" | "mental-state">;
      compared?: "better" | "same" | "worse" | "fluctuating";
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
      /** Somebody's own words: who said them, in which language, and how. */
      saw?: Words;
    }
  | {
      do: "add-own-view";
      /** Somebody's own words: who said them, in which language, and how. */
      ownView: Words;
    };

/** Something in the way of what a person would like to do; what comes next is theirs to say. */
export interface ObstacleRecord {
  kind: "obstacle";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "named" | "resolved";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  activity?: string;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  cycle?: string;
  /** Somebody's own words: who said them, in which language, and how. */
  need?: Words;
  next?: "" | "problem-solving" | "signposting" | "accept-as-is";
  person: string;
  signposts?: Array<string>;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  statusOn: string;
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker?: string;
}

/** Something in the way of what a person would like to do; what comes next is theirs to say. */
export type ObstacleStep =
  | {
      do: "name";
      id: string;
      activity?: string;
      person: string;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker?: string;
    }
  | {
      do: "solve";
      cycle?: string;
    }
  | {
      do: "signpost";
      /** Somebody's own words: who said them, in which language, and how. */
      need?: Words;
      signposts?: Array<string>;
    }
  | {
      do: "accept";
    }
  | {
      do: "leave-open";
    }
  | {
      do: "resolve";
    }
  | {
      do: "say-it-is-back";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** An idea the worker offers on the person's invitation, after ideas of the person's own. */
export interface OfferedIdeaRecord {
  kind: "offered-idea";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "offered" | "useful" | "not-for-me" | "not-now";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  about?: {
    kind?: string;
    id?: string;
  };
  basis: "own-experience" | "known-technique";
  /** Somebody's own words: who said them, in which language, and how. */
  idea: Words;
  invited?: {
    contact?: string;
    how?: "" | "asked" | "said-yes";
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    on?: string;
  };
  /** An instant with its offset (RFC 3339). */
  offered: string;
  ownIdeas?: Array<Words>;
  person: string;
  worker?: string;
}

/** An idea the worker offers on the person's invitation, after ideas of the person's own. */
export type OfferedIdeaStep =
  | {
      do: "offer";
      id: string;
      about?: {
        kind?: string;
        id?: string;
      };
      basis: "own-experience" | "known-technique";
      /** Somebody's own words: who said them, in which language, and how. */
      idea: Words;
      invited?: {
        contact?: string;
        how?: "asked" | "said-yes";
        /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
        on?: string;
      };
      ownIdeas?: Array<Words>;
      person: string;
      worker?: string;
    }
  | {
      do: "answer";
      answer: "useful" | "not-for-me" | "not-now";
    };

/** What there is to choose from, told as information, with what the person asks and worries about. */
export interface OptionTalkRecord {
  kind: "option-talk";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "open" | "talked-through" | "set-aside";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  /** Somebody's own words: who said them, in which language, and how. */
  about: Words;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  goal?: string;
  options?: Array<{
    kind: "something" | "wait" | "none";
    access?: string;
    from: string;
    number: number;
    provider?: string;
    source?: {
      kind?: "" | "provider" | "professional" | "leaflet" | "website" | "directory" | "own-use";
      name?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
    };
    /** Somebody's own words: who said them, in which language, and how. */
    what?: Words;
  }>;
  person: string;
  /** Somebody's own words: who said them, in which language, and how. */
  teachBack?: Words;
  thoughts?: Array<{
    kind: "question" | "worry";
    option?: number;
    /** Somebody's own words: who said them, in which language, and how. */
    words: Words;
  }>;
  worker?: string;
}

/** What there is to choose from, told as information, with what the person asks and worries about. */
export type OptionTalkStep =
  | {
      do: "open-talk";
      id: string;
      /** Somebody's own words: who said them, in which language, and how. */
      about: Words;
      goal?: string;
      person: string;
      worker?: string;
    }
  | {
      do: "add-option";
      kind: "something" | "wait" | "none";
      access?: string;
      provider?: string;
      source?: {
        kind?: "provider" | "professional" | "leaflet" | "website" | "directory" | "own-use";
        name?: string;
        /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
        on?: string;
      };
      /** Somebody's own words: who said them, in which language, and how. */
      what?: Words;
    }
  | {
      do: "ask-or-worry";
      kind: "question" | "worry";
      option?: number;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "talked-through";
      /** Somebody's own words: who said them, in which language, and how. */
      teachBack?: Words;
    }
  | {
      do: "reopen";
    }
  | {
      do: "set-aside";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** A personal recovery plan: the person's own, beside whatever plan a service keeps. */
export interface RecoveryPlanRecord {
  kind: "recovery-plan";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "draft" | "current" | "put-down";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  from: string;
  /** An instant with its offset (RFC 3339). */
  invited?: string;
  items?: Array<{
    /** An instant with its offset (RFC 3339). */
    accepted?: string;
    from: string;
    number: number;
    /** An instant with its offset (RFC 3339). */
    put: string;
    record?: {
      kind?: string;
      id?: string;
    };
    section: "vision" | "goals" | "strategies" | "supports" | "activities" | "crisis-wishes" | "health-information";
    /** Somebody's own words: who said them, in which language, and how. */
    words?: Words;
  }>;
  last?: number;
  person: string;
  service?: {
    id?: string;
    owner?: string;
  };
  shown?: Array<{
    audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    section: "vision" | "goals" | "strategies" | "supports" | "activities" | "crisis-wishes" | "health-information";
  }>;
  /** An instant with its offset (RFC 3339). */
  since: string;
  worker?: string;
}

/** A personal recovery plan: the person's own, beside whatever plan a service keeps. */
export type RecoveryPlanStep =
  | {
      do: "open";
      id: string;
      person: string;
      worker?: string;
    }
  | {
      do: "invite-to-look";
    }
  | {
      do: "look";
    }
  | {
      do: "add-item";
      record?: {
        kind?: string;
        id?: string;
      };
      section: "vision" | "goals" | "strategies" | "supports" | "activities" | "crisis-wishes" | "health-information";
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
    }
  | {
      do: "accept-item";
      item: number;
    }
  | {
      do: "edit-item";
      item: number;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "remove-item";
      item: number;
    }
  | {
      do: "make-current";
    }
  | {
      do: "put-down";
    }
  | {
      do: "pick-up";
    }
  | {
      do: "link";
      plan: {
        id: string;
        owner: string;
      };
    }
  | {
      do: "unlink";
    }
  | {
      do: "who-may-see-section";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
      section: "vision" | "goals" | "strategies" | "supports" | "activities" | "crisis-wishes" | "health-information";
    };

/** A talk about something a person wants to do, what could come of it, and what they decide. */
export interface PositiveRiskRecord {
  kind: "positive-risk";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "talking" | "decided";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  /** Somebody's own words: who said them, in which language, and how. */
  because?: Words;
  concerns?: Array<string>;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  decidedOn?: string;
  decision?: "" | "go-ahead" | "go-ahead-another-way" | "not-now" | "leave-it";
  further?: {
    answer?: "yes" | "no" | "unknown";
    because?: "" | "already-known" | "talked-through" | "not-about-safety";
    concern?: string;
  };
  good?: Array<Words>;
  harm?: Array<{
    kind: "life" | "child" | "others" | "health" | "home" | "money" | "people" | "other";
    /** Somebody's own words: who said them, in which language, and how. */
    words?: Words;
  }>;
  high?: Array<"life" | "child" | "others" | "health" | "home" | "money" | "people" | "other">;
  person: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  reviewOn?: string;
  safer?: Array<Words>;
  /** An instant with its offset (RFC 3339). */
  told: string;
  views?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    holder: Actor;
    of: "person" | "worker" | "team" | "carer";
    showPerson?: boolean;
    /** Somebody's own words: who said them, in which language, and how. */
    words?: Words;
  }>;
  /** Somebody's own words: who said them, in which language, and how. */
  what: Words;
  /** Somebody's own words: who said them, in which language, and how. */
  why?: Words;
  worker?: string;
}

/** A talk about something a person wants to do, what could come of it, and what they decide. */
export type PositiveRiskStep =
  | {
      do: "talk";
      id: string;
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
      good?: Array<Words>;
      harm?: Array<{
        kind: "life" | "child" | "others" | "health" | "home" | "money" | "people" | "other";
        /** Somebody's own words: who said them, in which language, and how. */
        words?: Words;
      }>;
      person: string;
      safer?: Array<Words>;
      /** Somebody's own words: who said them, in which language, and how. */
      what: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      why?: Words;
      worker?: string;
    }
  | {
      do: "add";
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
      good?: Array<Words>;
      harm?: Array<{
        kind: "life" | "child" | "others" | "health" | "home" | "money" | "people" | "other";
        /** Somebody's own words: who said them, in which language, and how. */
        words?: Words;
      }>;
      safer?: Array<Words>;
    }
  | {
      do: "ask-view";
      holder: Actor;
    }
  | {
      do: "give-view";
      showPerson?: boolean;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "decide";
      /** Somebody's own words: who said them, in which language, and how. */
      because?: Words;
      decision: "go-ahead" | "go-ahead-another-way" | "not-now" | "leave-it";
    }
  | {
      do: "answer-further";
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
    }
  | {
      do: "review-on";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** A problem solved step by step: the person names it, has the ideas, chooses and says how it went. */
export interface ProblemSolvingRecord {
  kind: "problem-solving";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "explained" | "selected" | "specified" | "goals-set" | "brainstormed" | "solution-chosen" | "planned" | "implementing" | "evaluated" | "closed" | "parked" | "stopped";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  choices?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    by: Actor;
    ideas: Array<{
      /** Somebody's own words: who said them, in which language, and how. */
      against?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      for?: Words;
      idea: number;
    }>;
    number: number;
  }>;
  evaluations?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    by: Actor;
    choice?: number;
    further?: {
      answer?: "yes" | "no" | "unknown";
      because?: "" | "already-known" | "talked-through" | "not-about-safety";
      concern?: string;
    };
    /** Somebody's own words: who said them, in which language, and how. */
    learning?: Words;
    number: number;
    outcome: "helped" | "partly" | "did-not-help" | "made-harder";
    then?: "" | "another-idea" | "specify-again" | "another-goal" | "stop";
  }>;
  goals?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    goal: string;
    noneSeen?: boolean;
    obstacles?: Array<Words>;
    part?: number;
    resources: Array<Words>;
    /** Somebody's own words: who said them, in which language, and how. */
    words: Words;
  }>;
  ideas?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    basis?: "" | "own-experience" | "known-technique";
    number: number;
    origin: string;
    /** Somebody's own words: who said them, in which language, and how. */
    words: Words;
  }>;
  invited?: boolean;
  parts?: Array<{
    number: number;
    of?: number;
    /** Somebody's own words: who said them, in which language, and how. */
    words: Words;
  }>;
  passed?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    place: string;
    /** Somebody's own words: who said them, in which language, and how. */
    words: Words;
  }>;
  person: string;
  place: string;
  plans?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    choice?: number;
    steps: Array<{
      /** Somebody's own words: who said them, in which language, and how. */
      inTheWay?: Words;
      task?: number;
      /** Somebody's own words: who said them, in which language, and how. */
      what: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      when?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      where?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      withWhom?: Words;
    }>;
  }>;
  problems?: Array<{
    achievable?: "yes" | "no" | "unknown";
    /** An instant with its offset (RFC 3339). */
    at: string;
    important?: "yes" | "no" | "unknown";
    relevant?: "yes" | "no" | "unknown";
    /** Somebody's own words: who said them, in which language, and how. */
    words: Words;
  }>;
  reached: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    place: string;
  }>;
  statements?: Array<Words>;
  tasks?: Array<{
    /** An instant with its offset (RFC 3339). */
    asked: string;
    number: number;
    /** An instant with its offset (RFC 3339). */
    takenOn?: string;
    /** Somebody's own words: who said them, in which language, and how. */
    words: Words;
  }>;
  tries?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    /** Somebody's own words: who said them, in which language, and how. */
    happened?: Words;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    on?: string;
  }>;
  weighed?: Array<{
    /** Somebody's own words: who said them, in which language, and how. */
    against?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    for?: Words;
    idea: number;
  }>;
  worker?: string;
}

/** A problem solved step by step: the person names it, has the ideas, chooses and says how it went. */
export type ProblemSolvingStep =
  | {
      do: "start";
      id: string;
      explained?: boolean;
      person: string;
      wants?: "yes" | "no" | "unknown";
      worker?: string;
    }
  | {
      do: "select";
      achievable?: "yes" | "no" | "unknown";
      important?: "yes" | "no" | "unknown";
      relevant?: "yes" | "no" | "unknown";
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "specify";
      parts?: Array<{
        of?: number;
        /** Somebody's own words: who said them, in which language, and how. */
        words: Words;
      }>;
      /** Somebody's own words: who said them, in which language, and how. */
      statement?: Words;
    }
  | {
      do: "set-goal";
      goal: string;
      noneSeen?: boolean;
      obstacles?: Array<Words>;
      part?: number;
      resources?: Array<Words>;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "add-idea";
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "close-ideas";
    }
  | {
      do: "ask-for-idea";
    }
  | {
      do: "offer-idea";
      basis: "own-experience" | "known-technique";
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "weigh";
      /** Somebody's own words: who said them, in which language, and how. */
      against?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      for?: Words;
      idea: number;
    }
  | {
      do: "choose";
      ideas: Array<{
        /** Somebody's own words: who said them, in which language, and how. */
        against?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        for?: Words;
        idea: number;
      }>;
    }
  | {
      do: "ask-worker";
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "take-on";
      task: number;
    }
  | {
      do: "plan";
      steps: Array<{
        /** Somebody's own words: who said them, in which language, and how. */
        inTheWay?: Words;
        task?: number;
        /** Somebody's own words: who said them, in which language, and how. */
        what: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        when?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        where?: Words;
        /** Somebody's own words: who said them, in which language, and how. */
        withWhom?: Words;
      }>;
    }
  | {
      do: "try";
      /** Somebody's own words: who said them, in which language, and how. */
      happened?: Words;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
    }
  | {
      do: "evaluate";
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
      idea?: number;
      /** Somebody's own words: who said them, in which language, and how. */
      learning?: Words;
      outcome: "helped" | "partly" | "did-not-help" | "made-harder";
      then?: "another-idea" | "specify-again" | "another-goal" | "stop";
    }
  | {
      do: "close";
    }
  | {
      do: "go-back";
      to: string;
    }
  | {
      do: "pass";
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "park";
    }
  | {
      do: "stop";
    }
  | {
      do: "pick-up";
    }
  | {
      do: "answer-further";
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** An occasion on which a person asks for something in their own name, with the support they want. */
export interface SelfAdvocacyRecord {
  kind: "self-advocacy";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "planned" | "done" | "left";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  /** Somebody's own words: who said them, in which language, and how. */
  asks: Words;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  /** Somebody's own words: who said them, in which language, and how. */
  forRecord?: Words;
  goal?: string;
  of: "care-team" | "doctor" | "peer-worker" | "housing" | "benefits" | "employer" | "school" | "family" | "organisation" | "other";
  person: string;
  /** Somebody's own words: who said them, in which language, and how. */
  result?: Words;
  skills?: Array<"say-what-i-want" | "say-no" | "ask-why" | "ask-for-time" | "bring-notes" | "know-my-rights" | "bring-somebody" | "other">;
  support?: "" | "none" | "alongside" | "advocate";
  toSay?: Array<{
    agreed?: "yes" | "no" | "unknown";
    /** An instant with its offset (RFC 3339). */
    answeredAt?: string;
    number: number;
    /** An instant with its offset (RFC 3339). */
    spokenAt?: string;
    /** Somebody's own words: who said them, in which language, and how. */
    words: Words;
  }>;
  worker?: string;
}

/** An occasion on which a person asks for something in their own name, with the support they want. */
export type SelfAdvocacyStep =
  | {
      do: "plan-to-ask";
      id: string;
      /** Somebody's own words: who said them, in which language, and how. */
      asks: Words;
      goal?: string;
      of: "care-team" | "doctor" | "peer-worker" | "housing" | "benefits" | "employer" | "school" | "family" | "organisation" | "other";
      person: string;
      worker?: string;
    }
  | {
      do: "support-wanted";
      support: "none" | "alongside" | "advocate";
    }
  | {
      do: "practise";
      skills: Array<"say-what-i-want" | "say-no" | "ask-why" | "ask-for-time" | "bring-notes" | "know-my-rights" | "bring-somebody" | "other">;
    }
  | {
      do: "propose-words";
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "answer-words";
      agreed: "yes" | "no" | "unknown";
      number: number;
    }
  | {
      do: "speak-for-person";
      number: number;
    }
  | {
      do: "result";
      /** Somebody's own words: who said them, in which language, and how. */
      result?: Words;
    }
  | {
      do: "leave";
    }
  | {
      do: "take-up";
    }
  | {
      do: "words-for-record";
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** What a person says about how something in their own life is; nothing is reckoned from it. */
export interface SelfReportRecord {
  kind: "self-report";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "said" | "taken-back";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  domain: "acceptance" | "hope" | "self-esteem" | "control" | "self-understanding" | "skills" | "self-stigma" | "other";
  goal?: string;
  /** Somebody's own words: who said them, in which language, and how. */
  highEnd?: Words;
  /** Somebody's own words: who said them, in which language, and how. */
  lowEnd?: Words;
  person: string;
  rating?: "" | "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10";
  /** An instant with its offset (RFC 3339). */
  said: string;
  scale?: "" | "not-at-all-to-completely" | "never-to-always" | "very-hard-to-very-easy" | "worst-to-best";
  /** Somebody's own words: who said them, in which language, and how. */
  words?: Words;
  worker?: string;
}

/** What a person says about how something in their own life is; nothing is reckoned from it. */
export type SelfReportStep =
  | {
      do: "say";
      id: string;
      domain: "acceptance" | "hope" | "self-esteem" | "control" | "self-understanding" | "skills" | "self-stigma" | "other";
      goal?: string;
      /** Somebody's own words: who said them, in which language, and how. */
      highEnd?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      lowEnd?: Words;
      person: string;
      rating?: "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10";
      scale?: "not-at-all-to-completely" | "never-to-always" | "very-hard-to-very-easy" | "worst-to-best";
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
      worker?: string;
    }
  | {
      do: "take-back";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** Something that made a goal harder, told beside the goal, which stays as it was. */
export interface SetbackRecord {
  kind: "setback";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "told" | "question-open";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  copingReview?: string;
  further?: {
    answer?: "yes" | "no" | "unknown";
    because?: "" | "already-known" | "talked-through" | "not-about-safety";
    concern?: string;
  };
  goal?: string;
  /** Somebody's own words: who said them, in which language, and how. */
  happened?: Words;
  /** Somebody's own words: who said them, in which language, and how. */
  helpedBefore?: Words;
  /** Somebody's own words: who said them, in which language, and how. */
  nextStep?: Words;
  person: string;
  problemSolving?: string;
  rest?: boolean;
  /** Somebody's own words: who said them, in which language, and how. */
  stillPossible?: Words;
  /** An instant with its offset (RFC 3339). */
  told: string;
  worker?: string;
  worse?: "yes" | "no" | "unknown";
}

/** Something that made a goal harder, told beside the goal, which stays as it was. */
export type SetbackStep =
  | {
      do: "record";
      id: string;
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
      goal?: string;
      /** Somebody's own words: who said them, in which language, and how. */
      happened?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      helpedBefore?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      nextStep?: Words;
      person: string;
      rest?: boolean;
      /** Somebody's own words: who said them, in which language, and how. */
      stillPossible?: Words;
      worker?: string;
      worse?: "yes" | "no" | "unknown";
    }
  | {
      do: "answer-further";
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
    }
  | {
      do: "led-to";
      record: string;
      to: "problem-solving" | "coping-review";
    };

/** An approach to looking after oneself on a person's own list; how it goes is their say. */
export interface SelfManagementSkillRecord {
  kind: "self-management-skill";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "listed" | "tried" | "set-aside";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  code?: string;
  /** An instant with its offset (RFC 3339). */
  listed: string;
  person: string;
  /** Somebody's own words: who said them, in which language, and how. */
  progress?: Words;
  rating?: {
    number?: "" | "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10";
    scale?: "" | "not-at-all-to-completely" | "never-to-always" | "very-hard-to-very-easy" | "worst-to-best";
  };
  /** An instant with its offset (RFC 3339). */
  saidAt?: string;
  useful?: "yes" | "no" | "unknown";
  /** Somebody's own words: who said them, in which language, and how. */
  when?: Words;
  /** Somebody's own words: who said them, in which language, and how. */
  words?: Words;
  worker?: string;
}

/** An approach to looking after oneself on a person's own list; how it goes is their say. */
export type SelfManagementSkillStep =
  | {
      do: "list";
      id: string;
      code?: string;
      person: string;
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
      worker?: string;
    }
  | {
      do: "say-how-it-goes";
      /** Somebody's own words: who said them, in which language, and how. */
      progress?: Words;
      rating?: {
        number?: "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10";
        scale?: "not-at-all-to-completely" | "never-to-always" | "very-hard-to-very-easy" | "worst-to-best";
      };
      useful?: "yes" | "no" | "unknown";
      /** Somebody's own words: who said them, in which language, and how. */
      when?: Words;
    }
  | {
      do: "set-aside";
    }
  | {
      do: "take-up";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** Something a person has to build on; offered by the worker it counts when the person accepts it. */
export interface StrengthRecord {
  kind: "strength";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "offered" | "accepted" | "set-aside";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  from: string;
  person: string;
  /** An instant with its offset (RFC 3339). */
  said: string;
  sort: "strength" | "value" | "aspiration" | "accomplishment";
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker?: string;
}

/** Something a person has to build on; offered by the worker it counts when the person accepts it. */
export type StrengthStep =
  | {
      do: "name";
      id: string;
      person: string;
      sort: "strength" | "value" | "aspiration" | "accomplishment";
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker?: string;
    }
  | {
      do: "accept";
    }
  | {
      do: "set-aside";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** A note that a person took part in an activity, or did not, which is fine; nothing counts them. */
export interface TakingPartRecord {
  kind: "taking-part";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "told" | "set-aside";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  activity?: string;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  from: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  on?: string;
  person: string;
  /** An instant with its offset (RFC 3339). */
  told: string;
  tookPart?: "yes" | "no" | "unknown";
  /** Somebody's own words: who said them, in which language, and how. */
  words?: Words;
  worker?: string;
}

/** A note that a person took part in an activity, or did not, which is fine; nothing counts them. */
export type TakingPartStep =
  | {
      do: "tell";
      id: string;
      activity?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
      person: string;
      tookPart?: "yes" | "no" | "unknown";
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
      worker?: string;
    }
  | {
      do: "set-aside";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** Who a person is or would like to be in a part of their life beyond services. */
export interface ValuedRoleRecord {
  kind: "valued-role";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "held" | "wanted" | "put-down";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  domain: "home" | "work" | "study" | "family" | "friendship" | "community" | "faith" | "creativity" | "citizenship" | "health" | "money" | "leisure" | "other";
  person: string;
  /** An instant with its offset (RFC 3339). */
  said: string;
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker?: string;
}

/** Who a person is or would like to be in a part of their life beyond services. */
export type ValuedRoleStep =
  | {
      do: "name";
      id: string;
      domain: "home" | "work" | "study" | "family" | "friendship" | "community" | "faith" | "creativity" | "citizenship" | "health" | "money" | "leisure" | "other";
      person: string;
      standing: "held" | "wanted" | "put-down";
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker?: string;
    }
  | {
      do: "take-up";
    }
  | {
      do: "want";
    }
  | {
      do: "put-down";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** What recovery means to one person, in their own words; a new version is a record of its own. */
export interface VisionRecord {
  kind: "vision";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "said" | "taken-back";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
  person: string;
  /** An instant with its offset (RFC 3339). */
  said: string;
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker?: string;
}

/** What recovery means to one person, in their own words; a new version is a record of its own. */
export type VisionStep =
  | {
      do: "say";
      id: string;
      person: string;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker?: string;
    }
  | {
      do: "take-back";
    }
  | {
      do: "who-may-see";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    };

/** A plan for staying well, in sections the person chose; there only if they want one. */
export interface WellbeingPlanRecord {
  kind: "wellbeing-plan";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "offered" | "accepted" | "declined" | "later";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  again?: string;
  /** An instant with its offset (RFC 3339). */
  answered?: string;
  from: string;
  last?: number;
  person: string;
  sections?: Array<{
    kind: "strengths" | "what-supports-wellbeing" | "new-interests" | "coping" | "people" | "rest" | "other";
    audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
    number: number;
    /** An instant with its offset (RFC 3339). */
    said: string;
    /** Somebody's own words: who said them, in which language, and how. */
    title?: Words;
    /** Somebody's own words: who said them, in which language, and how. */
    words: Words;
  }>;
  worker?: string;
}

/** A plan for staying well, in sections the person chose; there only if they want one. */
export type WellbeingPlanStep =
  | {
      do: "offer";
      id: string;
      person: string;
      worker?: string;
    }
  | {
      do: "accept";
    }
  | {
      do: "decline";
    }
  | {
      do: "later";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      again?: string;
    }
  | {
      do: "reopen";
    }
  | {
      do: "offer-again";
    }
  | {
      do: "add-section";
      kind: "strengths" | "what-supports-wellbeing" | "new-interests" | "coping" | "people" | "rest" | "other";
      /** Somebody's own words: who said them, in which language, and how. */
      title?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "edit-section";
      section: number;
      /** Somebody's own words: who said them, in which language, and how. */
      title?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "remove-section";
      section: number;
    }
  | {
      do: "who-may-see-section";
      audience: "only-me" | "me-and-my-worker" | "team" | "care-record";
      section: number;
    };

/** Something that was said of a concern after it was raised. */
export interface ConcernAdditionRecord {
  kind: "concern-addition";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "added";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  about?: string;
  /** An instant with its offset (RFC 3339). */
  at: string;
  by: Actor;
  concern: string;
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  writeUp?: boolean;
}

/** Something that was said of a concern after it was raised. */
export type ConcernAdditionStep =
  | {
      do: "add";
      id: string;
      about?: string;
      concern?: string;
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
      writeUp?: boolean;
    };

/** A neutral note on a moment of stigma or low expectations, how it was challenged, and what came of it. */
export interface ChallengeNoteRecord {
  kind: "challenge-note";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "noted" | "taken-back";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  challenged?: string;
  impact?: string;
  improvement?: boolean;
  /** An instant with its offset (RFC 3339). */
  noted: string;
  result?: string;
  what: string;
  where?: "" | "home" | "community" | "ward" | "secure" | "custody" | "online" | "phone" | "other";
  writer: string;
}

/** A neutral note on a moment of stigma or low expectations, how it was challenged, and what came of it. */
export type ChallengeNoteStep =
  | {
      do: "write";
      id: string;
      challenged?: string;
      impact?: string;
      improvement?: boolean;
      result?: string;
      what: string;
      where?: "home" | "community" | "ward" | "secure" | "custody" | "online" | "phone" | "other";
    }
  | {
      do: "say-result";
      challenged?: string;
      result?: string;
    }
  | {
      do: "lend";
      improvement?: boolean;
    }
  | {
      do: "take-back";
    };

/** Something that somebody noticed and others have to know, until it is closed by one of them. */
export interface ConcernRecord {
  kind: "concern";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "raised" | "notified" | "acknowledged" | "in-hand" | "resolved" | "no-further-action" | "withdrawn";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  about?: string;
  again?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    receipt: string;
    times: number;
    to: string;
    turn?: {
      again?: number;
      link?: number;
      round?: number;
    };
  }>;
  age?: number;
  asWorker?: boolean;
  beside?: string;
  brought?: Array<string>;
  child?: string;
  contact?: {
    answer?: "" | "how" | "not-yet";
    /** Somebody's own words: who said them, in which language, and how. */
    how?: Words;
  };
  core: string;
  danger?: {
    emergency?: "" | "called" | "not-needed";
    intentWithPlan?: "yes" | "no" | "unknown";
    now?: "yes" | "no" | "unknown";
    violence?: "yes" | "no" | "unknown";
  };
  /** An instant with its offset (RFC 3339). */
  device?: string;
  disclosure?: {
    children?: "yes" | "no" | "unknown";
    promised?: boolean;
    /** Somebody's own words: who said them, in which language, and how. */
    quoted?: Words;
    safe?: "yes" | "no" | "unknown";
    /** An instant with its offset (RFC 3339). */
    saidAt?: string;
    saidIn?: string;
    toldPassedOn?: "yes" | "no" | "unknown";
  };
  earlier?: number;
  /** An instant with its offset (RFC 3339). */
  firstTold?: string;
  given?: string;
  ground?: {
    basis?: "" | "person-agreed" | "safeguarding" | "vital-interests" | "public-interest";
    because?: string;
  };
  handling: {
    /** A length of time in exactly one unit: {"weeks": 12}. */
    acknowledgeWithin: Span;
    close?: Array<string>;
    duty: string;
    floor?: boolean;
    /** A length of time in exactly one unit: {"weeks": 12}. */
    humanWithin: Span;
    inHours: Array<string>;
    /** A length of time in exactly one unit: {"weeks": 12}. */
    lookAgainWithin: Span;
    /** An instant with its offset (RFC 3339). */
    notifyBy: string;
    outOfHours: Array<string>;
    policy?: string;
    /** A length of time in exactly one unit: {"weeks": 12}. */
    questionWithin: Span;
    sharedLength: number;
    take?: Array<string>;
    telephone: string;
  };
  marks?: Array<"unknown-trigger" | "noticed-later" | "text-shortened" | "not-in-force" | "secrecy-promise" | "nobody-named" | "no-time" | "word-unknown" | "list-shortened" | "id-made" | "not-their-words" | "no-form" | "left-beside">;
  notTo?: {
    linked?: Array<string>;
    named?: Array<string>;
    subjects?: Array<string>;
  };
  /** An instant with its offset (RFC 3339). */
  noticed: string;
  origin?: Array<string>;
  outcome?: {
    /** An instant with its offset (RFC 3339). */
    at?: string;
    by?: string;
    person?: {
      by?: string;
      nobody?: boolean;
      notYet?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
      told?: string;
    };
    raiser?: string;
    /** Somebody's own words: who said them, in which language, and how. */
    says?: Words;
  };
  /** An instant with its offset (RFC 3339). */
  partDone?: string;
  raiser: Actor;
  /** An instant with its offset (RFC 3339). */
  received: string;
  /** An instant with its offset (RFC 3339). */
  rightAt?: string;
  rules?: Array<string>;
  taken?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    by: string;
    inHand?: boolean;
    next: string;
    /** An instant with its offset (RFC 3339). */
    until: string;
  }>;
  talk?: {
    answer?: "" | "yes" | "not-safe" | "not-possible" | "not-yet" | "about-nobody";
    /** An instant with its offset (RFC 3339). */
    at?: string;
    because?: string;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    lookAgain?: string;
  };
  /** Somebody's own words: who said them, in which language, and how. */
  text?: Words;
  told?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    receipt: string;
    role?: string;
    to: string;
    turn?: {
      again?: number;
      link?: number;
      round?: number;
    };
  }>;
  trigger: string;
  /** An instant with its offset (RFC 3339). */
  urged?: string;
  urgency: "routine" | "soon" | "immediate";
  /** Somebody's own words: who said them, in which language, and how. */
  wants?: Words;
  where?: "" | "home" | "community" | "ward" | "secure" | "custody" | "online" | "phone" | "other";
  with?: string;
  working?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    by: string;
  }>;
}

/** Something that somebody noticed and others have to know, until it is closed by one of them. */
export type ConcernStep =
  | {
      do: "raise";
      /** what a form draws: id */
      id?: unknown;
      /** what a form draws: id */
      about?: unknown;
      /** what a form draws: number */
      age?: unknown;
      /** what a form draws: text */
      beside?: unknown;
      /** what a form draws: group */
      contact?: unknown;
      /** what a form draws: group */
      danger?: unknown;
      /** what a form draws: group */
      disclosure?: unknown;
      /** what a form draws: text */
      given?: unknown;
      /** what a form draws: group */
      ground?: unknown;
      /** what a form draws: choice */
      marks?: unknown;
      /** what a form draws: group */
      notTo?: unknown;
      /** what a form draws: moment */
      noticedAt?: unknown;
      /** what a form draws: id */
      origin?: unknown;
      /** what a form draws: group */
      talk?: unknown;
      /** what a form draws: own-words */
      text?: unknown;
      /** what a form draws: id */
      trigger?: unknown;
      /** what a form draws: own-words */
      wants?: unknown;
      /** what a form draws: choice */
      where?: unknown;
      /** what a form draws: id */
      with?: unknown;
    }
  | {
      do: "sent";
      /** An instant with its offset (RFC 3339). */
      at?: string;
      receipt: string;
      role?: string;
      to: string;
      turn?: string;
    }
  | {
      do: "acknowledge";
      bring?: Array<string>;
      next: string;
      /** An instant with its offset (RFC 3339). */
      until: string;
    }
  | {
      do: "work";
    }
  | {
      do: "set-in-hand";
      next: string;
      /** An instant with its offset (RFC 3339). */
      until: string;
    }
  | {
      do: "close";
      as: "resolved" | "no-further-action";
      person?: {
        by?: string;
        nobody?: boolean;
        notYet?: string;
        /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
        on?: string;
        told?: string;
      };
      raiser: string;
      /** Somebody's own words: who said them, in which language, and how. */
      says: Words;
    }
  | {
      do: "take-back";
    }
  | {
      do: "make-more-urgent";
      to: "routine" | "soon" | "immediate";
    }
  | {
      do: "say-talked";
      answer: "yes" | "not-safe" | "not-possible" | "not-yet" | "about-nobody";
      because?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      lookAgain?: string;
    }
  | {
      do: "say-more";
      about?: string;
      age?: number;
      contact?: {
        answer?: "how" | "not-yet";
        /** Somebody's own words: who said them, in which language, and how. */
        how?: Words;
      };
      danger?: {
        emergency?: "called" | "not-needed";
        intentWithPlan?: "yes" | "no" | "unknown";
        now?: "yes" | "no" | "unknown";
        violence?: "yes" | "no" | "unknown";
      };
      disclosure?: {
        children?: "yes" | "no" | "unknown";
        promised?: boolean;
        safe?: "yes" | "no" | "unknown";
        toldPassedOn?: "yes" | "no" | "unknown";
      };
      ground?: {
        basis?: "person-agreed" | "safeguarding" | "vital-interests" | "public-interest";
        because?: string;
      };
      notTo?: {
        linked?: Array<string>;
        named?: Array<string>;
        subjects?: Array<string>;
      };
      /** Somebody's own words: who said them, in which language, and how. */
      wants?: Words;
    }
  | {
      do: "put-right";
    }
  | {
      do: "finish-part";
    };

/** Practice that discriminates: noted, raised with somebody who is no part of it, and what came of it. */
export interface DiscriminationRecord {
  kind: "discrimination";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "noted" | "raised" | "acknowledged" | "outcome";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  /** An instant with its offset (RFC 3339). */
  acknowledgeBy?: string;
  characteristics?: Array<"age" | "disability" | "gender-reassignment" | "marriage-and-civil-partnership" | "pregnancy-and-maternity" | "race" | "religion-or-belief" | "sex" | "sexual-orientation">;
  /** An instant with its offset (RFC 3339). */
  happened: string;
  notTo?: {
    linked?: Array<string>;
    named?: Array<string>;
    subjects?: Array<string>;
  };
  /** An instant with its offset (RFC 3339). */
  noted: string;
  noter: Actor;
  outcome?: {
    /** An instant with its offset (RFC 3339). */
    at?: string;
    by?: string;
    noter?: string;
    says?: string;
  };
  person?: string;
  /** An instant with its offset (RFC 3339). */
  raiseBy: string;
  taken?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    by: string;
    inHand?: boolean;
    next: string;
    /** An instant with its offset (RFC 3339). */
    until: string;
  }>;
  versions?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    named?: boolean;
    says: string;
  }>;
  where?: "" | "home" | "community" | "ward" | "secure" | "custody" | "online" | "phone" | "other";
  with?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    role?: string;
    skipped?: Array<{
      because?: "" | "subject" | "linked" | "named" | "raiser" | "nobody-on" | "told" | "old-roster";
      role?: string;
      staff?: string;
    }>;
    staff: string;
  }>;
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
}

/** Practice that discriminates: noted, raised with somebody who is no part of it, and what came of it. */
export type DiscriminationStep =
  | {
      do: "note";
      id: string;
      characteristics?: Array<"age" | "disability" | "gender-reassignment" | "marriage-and-civil-partnership" | "pregnancy-and-maternity" | "race" | "religion-or-belief" | "sex" | "sexual-orientation">;
      /** An instant with its offset (RFC 3339). */
      happened?: string;
      notTo?: {
        linked?: Array<string>;
        named?: Array<string>;
        subjects?: Array<string>;
      };
      person?: string;
      where?: "home" | "community" | "ward" | "secure" | "custody" | "online" | "phone" | "other";
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "raise";
      named?: boolean;
      says?: string;
      to?: string;
    }
  | {
      do: "name-person";
      says: string;
    }
  | {
      do: "unname-person";
      says: string;
    }
  | {
      do: "acknowledge";
      next: string;
      /** An instant with its offset (RFC 3339). */
      until: string;
    }
  | {
      do: "say-outcome";
      noter: string;
      says: string;
    };

/** Something that happened which the organisation's system for incidents has to have. */
export interface IncidentRecord {
  kind: "incident";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "pending" | "sent";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  about?: Array<string>;
  concern?: string;
  /** An instant with its offset (RFC 3339). */
  happened: string;
  part?: "" | "harmed" | "involved";
  person?: string;
  physical?: "" | "none" | "low" | "moderate" | "severe" | "fatal";
  psychological?: "" | "none" | "low" | "moderate" | "severe";
  receipt?: string;
  /** An instant with its offset (RFC 3339). */
  reported: string;
  reporter: Actor;
  /** An instant with its offset (RFC 3339). */
  sendBy: string;
  /** An instant with its offset (RFC 3339). */
  sentAt?: string;
  sort: "unprofessional-behaviour" | "accident" | "untoward-occurrence" | "faulty-equipment";
  /** An instant with its offset (RFC 3339). */
  triedAt?: string;
  tries?: number;
  what: string;
  where?: "" | "home" | "community" | "ward" | "secure" | "custody" | "online" | "phone" | "other";
}

/** Something that happened which the organisation's system for incidents has to have. */
export type IncidentStep =
  | {
      do: "report";
      id: string;
      about?: Array<string>;
      concern?: string;
      /** An instant with its offset (RFC 3339). */
      happened?: string;
      physical?: "none" | "low" | "moderate" | "severe" | "fatal";
      psychological?: "none" | "low" | "moderate" | "severe";
      sort: "unprofessional-behaviour" | "accident" | "untoward-occurrence" | "faulty-equipment";
      what: string;
      where?: "home" | "community" | "ward" | "secure" | "custody" | "online" | "phone" | "other";
    }
  | {
      do: "not-received";
    }
  | {
      do: "has-receipt";
      receipt: string;
    }
  | {
      do: "link-person";
      part?: "harmed" | "involved";
      person: string;
    };

/** That something was asked which is beyond the role, who is the right one for it, and what was said to the person. */
export interface LimitReachedRecord {
  kind: "limit-reached";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "said";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  asked: "treatment" | "medication" | "legal" | "therapy" | "complex-risk" | "other";
  /** An instant with its offset (RFC 3339). */
  at: string;
  concern?: string;
  person: string;
  routeTo?: string;
  /** Somebody's own words: who said them, in which language, and how. */
  said?: Words;
  /** Somebody's own words: who said them, in which language, and how. */
  words?: Words;
  worker: string;
}

/** That something was asked which is beyond the role, who is the right one for it, and what was said to the person. */
export type LimitReachedStep =
  | {
      do: "reach";
      id: string;
      asked: "treatment" | "medication" | "legal" | "therapy" | "complex-risk" | "other";
      person: string;
      routeTo?: string;
      /** Somebody's own words: who said them, in which language, and how. */
      said?: Words;
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
      worker: string;
    }
  | {
      do: "say-what-was-said";
      routeTo?: string;
      /** Somebody's own words: who said them, in which language, and how. */
      said?: Words;
    };

/** That somebody is worse than they usually are, or up and down, so that the care plan can be kept up to date. */
export interface MentalStateReportRecord {
  kind: "mental-state-report";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "question-open" | "kept" | "reported" | "acknowledged" | "plan-reviewed" | "no-change";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  because?: string;
  /** A whole day, or an instant (RFC 3339). */
  by?: string;
  change: "worse" | "fluctuating";
  /** An instant with its offset (RFC 3339). */
  decided?: string;
  decision?: "" | "now" | "today" | "no";
  found?: string;
  /** An instant with its offset (RFC 3339). */
  foundAt?: string;
  foundBy?: string;
  /** An instant with its offset (RFC 3339). */
  noticed: string;
  observation?: string;
  person: string;
  plan?: string;
  qualified: Array<string>;
  /** An instant with its offset (RFC 3339). */
  reported: string;
  taken?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    by: string;
    inHand?: boolean;
    next: string;
    /** An instant with its offset (RFC 3339). */
    until: string;
  }>;
  to?: string;
  /** Somebody's own words: who said them, in which language, and how. */
  words?: Words;
  worker: string;
}

/** That somebody is worse than they usually are, or up and down, so that the care plan can be kept up to date. */
export type MentalStateReportStep =
  | {
      do: "report";
      id: string;
      because?: string;
      change: "worse" | "fluctuating";
      decision?: "now" | "today" | "no";
      /** An instant with its offset (RFC 3339). */
      noticed?: string;
      observation?: string;
      person: string;
      to?: string;
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
      worker: string;
    }
  | {
      do: "decide";
      because?: string;
      decision: "now" | "today" | "no";
      to?: string;
    }
  | {
      do: "acknowledge";
      next: string;
      /** An instant with its offset (RFC 3339). */
      until: string;
    }
  | {
      do: "review-plan";
      found?: string;
      plan?: string;
    }
  | {
      do: "leave-plan";
      found: string;
      plan?: string;
    };

/** Why a signal needs no concern. */
export interface NoneNeededRecord {
  kind: "none-needed";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "said" | "open-again";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  about?: string;
  /** An instant with its offset (RFC 3339). */
  at: string;
  because: "already-known" | "talked-through" | "not-about-safety";
  by: Actor;
  signal: string;
}

/** Why a signal needs no concern. */
export type NoneNeededStep =
  | {
      do: "say-none-needed";
      id: string;
      about?: string;
      because: "already-known" | "talked-through" | "not-about-safety";
      signal: string;
    }
  | {
      do: "open-again";
    };

/** The worker's view and the person's, side by side, for an assessment that has to be made. */
export interface RiskContributionRecord {
  kind: "risk-contribution";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "offered" | "taken-in" | "not-taken-in" | "withdrawn" | "finished";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  assessment: string;
  givenBy: string;
  /** An instant with its offset (RFC 3339). */
  offered: string;
  /** An instant with its offset (RFC 3339). */
  over?: string;
  owner: string;
  person: string;
  /** Somebody's own words: who said them, in which language, and how. */
  personsView?: Words;
  says?: string;
  sort: "person" | "activity" | "environment" | "lone-working";
  worker: string;
  /** Somebody's own words: who said them, in which language, and how. */
  workersView?: Words;
}

/** The worker's view and the person's, side by side, for an assessment that has to be made. */
export type RiskContributionStep =
  | {
      do: "offer";
      id: string;
      assessment: string;
      owner: string;
      person: string;
      /** Somebody's own words: who said them, in which language, and how. */
      personsView?: Words;
      sort: "person" | "activity" | "environment" | "lone-working";
      worker: string;
      /** Somebody's own words: who said them, in which language, and how. */
      workersView?: Words;
    }
  | {
      do: "take-in";
      says?: string;
    }
  | {
      do: "leave-out";
      says: string;
    }
  | {
      do: "withdraw";
    }
  | {
      do: "finish";
    };

/** Who keeps in touch with an organisation, and what is agreed; with nobody in it who is supported. */
export interface CommunityLinkRecord {
  kind: "community-link";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "kept" | "retired";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  agreed?: number;
  agreements?: Array<{
    number: number;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    until?: string;
    what: string;
  }>;
  contact?: {
    name?: string;
    role?: string;
    ways?: Array<{
      kind: "phone" | "text" | "email" | "web" | "app" | "visit";
      value: string;
    }>;
  };
  keeper: string;
  /** An instant with its offset (RFC 3339). */
  opened: string;
  organisation: string;
  talked?: {
    about?: string;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    on?: string;
  };
}

/** Who keeps in touch with an organisation, and what is agreed; with nobody in it who is supported. */
export type CommunityLinkStep =
  | {
      do: "open";
      id: string;
      contact?: {
        name?: string;
        role?: string;
        ways?: Array<{
          kind: "phone" | "text" | "email" | "web" | "app" | "visit";
          value: string;
        }>;
      };
      organisation: string;
    }
  | {
      do: "change-contact";
      contact?: {
        name?: string;
        role?: string;
        ways?: Array<{
          kind: "phone" | "text" | "email" | "web" | "app" | "visit";
          value: string;
        }>;
      };
    }
  | {
      do: "talk";
      about?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
    }
  | {
      do: "agree";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      until?: string;
      what: string;
    }
  | {
      do: "end-agreement";
      number: number;
    }
  | {
      do: "retire";
    };

/** What a place is really like, in the words of somebody who was there. */
export interface FirstHandRecord {
  kind: "first-hand";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "said" | "taken-back";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  on?: string;
  person?: string;
  resource: string;
  /** An instant with its offset (RFC 3339). */
  said: string;
  shown?: boolean;
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker?: string;
}

/** What a place is really like, in the words of somebody who was there. */
export type FirstHandStep =
  | {
      do: "say";
      id: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on?: string;
      person?: string;
      resource: string;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker?: string;
    }
  | {
      do: "show";
      show?: boolean;
    }
  | {
      do: "take-back";
    };

/** Something that was needed and was not there, with nobody in it. */
export interface GapRecord {
  kind: "gap";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "logged" | "filled" | "taken-out";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  area: string;
  barrier: "none-there" | "full" | "too-far" | "cost" | "not-eligible" | "language" | "access" | "opening-times" | "waiting" | "not-safe" | "unknown";
  category: "peer-group" | "supported-engagement" | "faith-group" | "sport-group" | "leisure-group" | "social-participation" | "volunteering" | "life-skills" | "employment" | "link-worker" | "advocacy" | "learning" | "practical-help" | "emotional-support" | "health-service";
  /** An instant with its offset (RFC 3339). */
  logged: string;
  note?: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  on: string;
  resource?: string;
  topic?: "" | "housing" | "money" | "debt" | "food" | "work" | "learning" | "health" | "mental-health" | "digital" | "rights" | "family" | "bereavement" | "company" | "creative" | "movement" | "nature" | "faith" | "culture" | "domestic-abuse" | "sexual-violence" | "sexual-health" | "addiction" | "immigration" | "hands-on";
}

/** Something that was needed and was not there, with nobody in it. */
export type GapStep =
  | {
      do: "log";
      id: string;
      area: string;
      barrier: "none-there" | "full" | "too-far" | "cost" | "not-eligible" | "language" | "access" | "opening-times" | "waiting" | "not-safe" | "unknown";
      category: "peer-group" | "supported-engagement" | "faith-group" | "sport-group" | "leisure-group" | "social-participation" | "volunteering" | "life-skills" | "employment" | "link-worker" | "advocacy" | "learning" | "practical-help" | "emotional-support" | "health-service";
      note?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
      topic?: "housing" | "money" | "debt" | "food" | "work" | "learning" | "health" | "mental-health" | "digital" | "rights" | "family" | "bereavement" | "company" | "creative" | "movement" | "nature" | "faith" | "culture" | "domestic-abuse" | "sexual-violence" | "sexual-health" | "addiction" | "immigration" | "hands-on";
    }
  | {
      do: "fill";
      resource: string;
    }
  | {
      do: "take-out";
    };

/** What somebody would like to hear of when it is new or back. */
export interface InterestRecord {
  kind: "interest";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "subscribed" | "unsubscribed";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  of?: {
    area?: string;
    categories?: Array<"peer-group" | "supported-engagement" | "faith-group" | "sport-group" | "leisure-group" | "social-participation" | "volunteering" | "life-skills" | "employment" | "link-worker" | "advocacy" | "learning" | "practical-help" | "emotional-support" | "health-service">;
    topics?: Array<"housing" | "money" | "debt" | "food" | "work" | "learning" | "health" | "mental-health" | "digital" | "rights" | "family" | "bereavement" | "company" | "creative" | "movement" | "nature" | "faith" | "culture" | "domestic-abuse" | "sexual-violence" | "sexual-health" | "addiction" | "immigration" | "hands-on">;
  };
  person: string;
  /** An instant with its offset (RFC 3339). */
  since: string;
}

/** What somebody would like to hear of when it is new or back. */
export type InterestStep =
  | {
      do: "subscribe";
      id: string;
      of?: {
        area?: string;
        categories?: Array<"peer-group" | "supported-engagement" | "faith-group" | "sport-group" | "leisure-group" | "social-participation" | "volunteering" | "life-skills" | "employment" | "link-worker" | "advocacy" | "learning" | "practical-help" | "emotional-support" | "health-service">;
        topics?: Array<"housing" | "money" | "debt" | "food" | "work" | "learning" | "health" | "mental-health" | "digital" | "rights" | "family" | "bereavement" | "company" | "creative" | "movement" | "nature" | "faith" | "culture" | "domestic-abuse" | "sexual-violence" | "sexual-health" | "addiction" | "immigration" | "hands-on">;
      };
      person: string;
    }
  | {
      do: "change";
      of?: {
        area?: string;
        categories?: Array<"peer-group" | "supported-engagement" | "faith-group" | "sport-group" | "leisure-group" | "social-participation" | "volunteering" | "life-skills" | "employment" | "link-worker" | "advocacy" | "learning" | "practical-help" | "emotional-support" | "health-service">;
        topics?: Array<"housing" | "money" | "debt" | "food" | "work" | "learning" | "health" | "mental-health" | "digital" | "rights" | "family" | "bereavement" | "company" | "creative" | "movement" | "nature" | "faith" | "culture" | "domestic-abuse" | "sexual-violence" | "sexual-health" | "addiction" | "immigration" | "hands-on">;
      };
    }
  | {
      do: "unsubscribe";
    }
  | {
      do: "subscribe-again";
    };

/** A shortlist of what there is that the two put together, to be printed. */
export interface PackRecord {
  kind: "pack";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "open" | "put-away";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  /** An instant with its offset (RFC 3339). */
  begun: string;
  entries?: Array<{
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    lookedAt: string;
    /** Somebody's own words: who said them, in which language, and how. */
    note?: Words;
    number: number;
    /** An instant with its offset (RFC 3339). */
    out?: string;
    resource: string;
  }>;
  onPaper?: boolean;
  person: string;
  title?: string;
  worker?: string;
}

/** A shortlist of what there is that the two put together, to be printed. */
export type PackStep =
  | {
      do: "start";
      id: string;
      person: string;
      title?: string;
      worker?: string;
    }
  | {
      do: "add";
      /** Somebody's own words: who said them, in which language, and how. */
      note?: Words;
      resource: string;
    }
  | {
      do: "look-again";
      number: number;
    }
  | {
      do: "take-out";
      number: number;
    }
  | {
      do: "allow-on-paper";
      allow?: boolean;
    }
  | {
      do: "put-away";
    }
  | {
      do: "open";
    };

/** Something there is for people: what it offers, how to reach it, and when somebody last made sure. */
export interface ResourceRecord {
  kind: "resource";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "found" | "proposed" | "verified" | "listed" | "disputed" | "retired";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  /** An instant with its offset (RFC 3339). */
  changed?: string;
  doubts?: Array<{
    /** An instant with its offset (RFC 3339). */
    at: string;
    by: Actor;
    reason: "not-as-described" | "not-there" | "not-reachable" | "not-welcoming" | "not-safe";
    /** An instant with its offset (RFC 3339). */
    settled?: string;
    /** Somebody's own words: who said them, in which language, and how. */
    words?: Words;
  }>;
  finder: Actor;
  /** An instant with its offset (RFC 3339). */
  found: string;
  /** An instant with its offset (RFC 3339). */
  listed?: string;
  listing: {
    kind: "service" | "course" | "online" | "crisis";
    access?: "" | "drop-in" | "get-in-touch" | "book" | "join" | "through-professional";
    area?: string;
    categories: Array<"peer-group" | "supported-engagement" | "faith-group" | "sport-group" | "leisure-group" | "social-participation" | "volunteering" | "life-skills" | "employment" | "link-worker" | "advocacy" | "learning" | "practical-help" | "emotional-support" | "health-service">;
    contacts: Array<{
      kind: "phone" | "text" | "email" | "web" | "app" | "visit";
      value: string;
    }>;
    cost?: {
      kind?: "" | "free" | "low" | "paid" | "donation";
      note?: string;
    };
    digital?: {
      account?: "yes" | "no" | "unknown";
      data?: "yes" | "no" | "unknown";
      device?: "yes" | "no" | "unknown";
      forum?: boolean;
      given?: boolean;
      identity?: "yes" | "no" | "unknown";
      moderated?: "yes" | "no" | "unknown";
      privacy?: string;
      safety?: string;
    };
    features?: Array<{
      has?: "yes" | "no" | "unknown";
      need: "short-travel" | "no-cost" | "step-free" | "hearing-loop" | "sign-language" | "low-sensory" | "large-print" | "easy-read" | "other-language" | "childcare" | "caring-duties" | "evenings" | "daytime" | "small-group" | "one-to-one" | "somebody-along" | "women-only" | "men-only" | "not-online" | "online" | "accessible-toilets";
    }>;
    hours?: Array<{
      day: "MO" | "TU" | "WE" | "TH" | "FR" | "SA" | "SU";
      /** A time of day: 09:00. */
      from: string;
      /** A time of day: 09:00. */
      to: string;
    }>;
    languages?: Array<string>;
    name: string;
    now?: {
      alert?: string;
      closed?: boolean;
    };
    offers: string;
    offersNot?: string;
    organisation?: string;
    organisationName?: string;
    place?: {
      latitude?: number;
      longitude?: number;
    };
    reach?: {
      cannotServe?: string;
      ends?: string;
      maximumAge?: number;
      minimumAge?: number;
      nobodyLeftOut?: boolean;
      responsible?: string;
      serves?: string;
      threshold?: string;
      waiting?: string;
    };
    sector: "trust" | "local" | "open-access" | "national" | "other";
    sessions?: {
      coProduced?: "yes" | "no" | "unknown";
      days?: Array<{
        /** A time of day: 09:00. */
        from?: string;
        /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
        on: string;
        /** A time of day: 09:00. */
        to?: string;
      }>;
      enrol?: string;
      help?: string;
    };
    source?: {
      id?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      assured?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      changed?: string;
      directory?: string;
    };
    topics?: Array<"housing" | "money" | "debt" | "food" | "work" | "learning" | "health" | "mental-health" | "digital" | "rights" | "family" | "bereavement" | "company" | "creative" | "movement" | "nature" | "faith" | "culture" | "domestic-abuse" | "sexual-violence" | "sexual-health" | "addiction" | "immigration" | "hands-on">;
  };
  verified?: {
    /** An instant with its offset (RFC 3339). */
    at?: string;
    by?: string;
    how?: "" | "phone" | "email" | "visit" | "site" | "peers" | "partner-directory";
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    on?: string;
  };
  why?: "" | "closed" | "merged" | "unsuitable" | "double-entry";
}

/** Something there is for people: what it offers, how to reach it, and when somebody last made sure. */
export type ResourceStep =
  | {
      do: "find";
      id: string;
      listing: {
        kind: "service" | "course" | "online" | "crisis";
        access?: "drop-in" | "get-in-touch" | "book" | "join" | "through-professional";
        area?: string;
        categories: Array<"peer-group" | "supported-engagement" | "faith-group" | "sport-group" | "leisure-group" | "social-participation" | "volunteering" | "life-skills" | "employment" | "link-worker" | "advocacy" | "learning" | "practical-help" | "emotional-support" | "health-service">;
        contacts: Array<{
          kind: "phone" | "text" | "email" | "web" | "app" | "visit";
          value: string;
        }>;
        cost?: {
          kind?: "free" | "low" | "paid" | "donation";
          note?: string;
        };
        digital?: {
          account?: "yes" | "no" | "unknown";
          data?: "yes" | "no" | "unknown";
          device?: "yes" | "no" | "unknown";
          forum?: boolean;
          given?: boolean;
          identity?: "yes" | "no" | "unknown";
          moderated?: "yes" | "no" | "unknown";
          privacy?: string;
          safety?: string;
        };
        features?: Array<{
          has?: "yes" | "no" | "unknown";
          need: "short-travel" | "no-cost" | "step-free" | "hearing-loop" | "sign-language" | "low-sensory" | "large-print" | "easy-read" | "other-language" | "childcare" | "caring-duties" | "evenings" | "daytime" | "small-group" | "one-to-one" | "somebody-along" | "women-only" | "men-only" | "not-online" | "online" | "accessible-toilets";
        }>;
        hours?: Array<{
          day: "MO" | "TU" | "WE" | "TH" | "FR" | "SA" | "SU";
          /** A time of day: 09:00. */
          from: string;
          /** A time of day: 09:00. */
          to: string;
        }>;
        languages?: Array<string>;
        name: string;
        now?: {
          alert?: string;
          closed?: boolean;
        };
        offers: string;
        offersNot?: string;
        organisation?: string;
        organisationName?: string;
        place?: {
          latitude?: number;
          longitude?: number;
        };
        reach?: {
          cannotServe?: string;
          ends?: string;
          maximumAge?: number;
          minimumAge?: number;
          nobodyLeftOut?: boolean;
          responsible?: string;
          serves?: string;
          threshold?: string;
          waiting?: string;
        };
        sector: "trust" | "local" | "open-access" | "national" | "other";
        sessions?: {
          coProduced?: "yes" | "no" | "unknown";
          days?: Array<{
            /** A time of day: 09:00. */
            from?: string;
            /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
            on: string;
            /** A time of day: 09:00. */
            to?: string;
          }>;
          enrol?: string;
          help?: string;
        };
        source?: {
          id?: string;
          /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
          assured?: string;
          /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
          changed?: string;
          directory?: string;
        };
        topics?: Array<"housing" | "money" | "debt" | "food" | "work" | "learning" | "health" | "mental-health" | "digital" | "rights" | "family" | "bereavement" | "company" | "creative" | "movement" | "nature" | "faith" | "culture" | "domestic-abuse" | "sexual-violence" | "sexual-health" | "addiction" | "immigration" | "hands-on">;
      };
    }
  | {
      do: "propose";
    }
  | {
      do: "verify";
      how: "phone" | "email" | "visit" | "site" | "peers" | "partner-directory";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
    }
  | {
      do: "list";
    }
  | {
      do: "amend";
      listing: {
        kind: "service" | "course" | "online" | "crisis";
        access?: "drop-in" | "get-in-touch" | "book" | "join" | "through-professional";
        area?: string;
        categories: Array<"peer-group" | "supported-engagement" | "faith-group" | "sport-group" | "leisure-group" | "social-participation" | "volunteering" | "life-skills" | "employment" | "link-worker" | "advocacy" | "learning" | "practical-help" | "emotional-support" | "health-service">;
        contacts: Array<{
          kind: "phone" | "text" | "email" | "web" | "app" | "visit";
          value: string;
        }>;
        cost?: {
          kind?: "free" | "low" | "paid" | "donation";
          note?: string;
        };
        digital?: {
          account?: "yes" | "no" | "unknown";
          data?: "yes" | "no" | "unknown";
          device?: "yes" | "no" | "unknown";
          forum?: boolean;
          given?: boolean;
          identity?: "yes" | "no" | "unknown";
          moderated?: "yes" | "no" | "unknown";
          privacy?: string;
          safety?: string;
        };
        features?: Array<{
          has?: "yes" | "no" | "unknown";
          need: "short-travel" | "no-cost" | "step-free" | "hearing-loop" | "sign-language" | "low-sensory" | "large-print" | "easy-read" | "other-language" | "childcare" | "caring-duties" | "evenings" | "daytime" | "small-group" | "one-to-one" | "somebody-along" | "women-only" | "men-only" | "not-online" | "online" | "accessible-toilets";
        }>;
        hours?: Array<{
          day: "MO" | "TU" | "WE" | "TH" | "FR" | "SA" | "SU";
          /** A time of day: 09:00. */
          from: string;
          /** A time of day: 09:00. */
          to: string;
        }>;
        languages?: Array<string>;
        name: string;
        now?: {
          alert?: string;
          closed?: boolean;
        };
        offers: string;
        offersNot?: string;
        organisation?: string;
        organisationName?: string;
        place?: {
          latitude?: number;
          longitude?: number;
        };
        reach?: {
          cannotServe?: string;
          ends?: string;
          maximumAge?: number;
          minimumAge?: number;
          nobodyLeftOut?: boolean;
          responsible?: string;
          serves?: string;
          threshold?: string;
          waiting?: string;
        };
        sector: "trust" | "local" | "open-access" | "national" | "other";
        sessions?: {
          coProduced?: "yes" | "no" | "unknown";
          days?: Array<{
            /** A time of day: 09:00. */
            from?: string;
            /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
            on: string;
            /** A time of day: 09:00. */
            to?: string;
          }>;
          enrol?: string;
          help?: string;
        };
        source?: {
          id?: string;
          /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
          assured?: string;
          /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
          changed?: string;
          directory?: string;
        };
        topics?: Array<"housing" | "money" | "debt" | "food" | "work" | "learning" | "health" | "mental-health" | "digital" | "rights" | "family" | "bereavement" | "company" | "creative" | "movement" | "nature" | "faith" | "culture" | "domestic-abuse" | "sexual-violence" | "sexual-health" | "addiction" | "immigration" | "hands-on">;
      };
    }
  | {
      do: "dispute";
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
      reason: "not-as-described" | "not-there" | "not-reachable" | "not-welcoming" | "not-safe";
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
    }
  | {
      do: "retire";
      why: "closed" | "merged" | "unsuitable" | "double-entry";
    };

/** One person's way to something there is: chosen by them, given in a form they can keep, and what came of it in their word. */
export interface SignpostRecord {
  kind: "signpost";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "considered" | "chosen" | "given" | "accessed" | "not-accessed" | "needs-different" | "not-known" | "person-closed";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  about?: {
    /** Somebody's own words: who said them, in which language, and how. */
    circumstance?: Words;
    goal?: string;
  };
  challenges?: Array<{
    kind: "appointments" | "travel" | "cost" | "forms" | "waiting" | "caring-duties" | "language" | "getting-online" | "being-judged" | "being-seen-there" | "bad-experience-before" | "not-for-people-like-me";
    /** An instant with its offset (RFC 3339). */
    named: string;
    number: number;
    problem?: string;
    /** Somebody's own words: who said them, in which language, and how. */
    words?: Words;
  }>;
  chosen?: string;
  /** An instant with its offset (RFC 3339). */
  chosenAt?: string;
  followUp?: {
    again?: Span | null;
    asked?: number;
    atMost?: number;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    next?: string;
    off?: boolean;
    policy?: string;
    /** An instant with its offset (RFC 3339). */
    since?: string;
  };
  further?: {
    answer?: "yes" | "no" | "unknown";
    because?: "" | "already-known" | "talked-through" | "not-about-safety";
    concern?: string;
  };
  furtherAsked?: boolean;
  handed?: {
    by?: Actor;
    /** An instant with its offset (RFC 3339). */
    first?: string;
    medium?: "" | "text" | "email" | "app" | "web" | "phone" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold";
    offered?: Array<"text" | "email" | "app" | "web" | "phone" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold">;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    on?: string;
    safetyTalk?: boolean;
    toldOld?: boolean;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    verified?: string;
  };
  help?: Array<{
    kind: "phone-together" | "fill-in-a-form" | "plan-the-way" | "go-along-first-time" | "get-online";
    /** An instant with its offset (RFC 3339). */
    asked: string;
    /** An instant with its offset (RFC 3339). */
    done?: string;
    /** An instant with its offset (RFC 3339). */
    dropped?: string;
    /** Somebody's own words: who said them, in which language, and how. */
    nextTimeAlone?: Words;
    number: number;
    resource?: string;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    until?: string;
  }>;
  notKnown?: {
    /** An instant with its offset (RFC 3339). */
    at?: string;
    because?: "" | "asked-as-agreed" | "relationship-ended";
  };
  options: Array<{
    option: {
      kind?: "" | "information" | "guidance" | "advice";
      resource: string;
      source?: {
        kind?: "" | "directory" | "organisation" | "leaflet" | "somebody-who-was-there" | "own-use";
        name?: string;
        /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
        on?: string;
      };
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
    };
    sensitive?: boolean;
    /** An instant with its offset (RFC 3339). */
    since: string;
  }>;
  outcome?: {
    /** An instant with its offset (RFC 3339). */
    at?: string;
    link?: string;
    metNeed?: "yes" | "no" | "unknown";
    next?: "" | "another-signpost" | "access-help" | "gap" | "concern" | "problem-solving" | "nothing-for-now";
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    on?: string;
    result?: "" | "accessed" | "not-accessed" | "needs-different";
    /** Somebody's own words: who said them, in which language, and how. */
    words?: Words;
  };
  person: string;
  ready?: {
    able?: "" | "yes" | "with-help" | "no";
    /** An instant with its offset (RFC 3339). */
    at?: string;
    willing?: "" | "yes" | "unsure" | "no";
    /** Somebody's own words: who said them, in which language, and how. */
    words?: Words;
  };
  worker?: string;
}

/** One person's way to something there is: chosen by them, given in a form they can keep, and what came of it in their word. */
export type SignpostStep =
  | {
      do: "consider";
      id: string;
      about?: {
        /** Somebody's own words: who said them, in which language, and how. */
        circumstance?: Words;
        goal?: string;
      };
      options: Array<{
        kind?: "information" | "guidance" | "advice";
        resource: string;
        source?: {
          kind?: "directory" | "organisation" | "leaflet" | "somebody-who-was-there" | "own-use";
          name?: string;
          /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
          on?: string;
        };
        /** Somebody's own words: who said them, in which language, and how. */
        words?: Words;
      }>;
      person: string;
      worker?: string;
    }
  | {
      do: "add-option";
      option: {
        kind?: "information" | "guidance" | "advice";
        resource: string;
        source?: {
          kind?: "directory" | "organisation" | "leaflet" | "somebody-who-was-there" | "own-use";
          name?: string;
          /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
          on?: string;
        };
        /** Somebody's own words: who said them, in which language, and how. */
        words?: Words;
      };
    }
  | {
      do: "choose";
      resource: string;
    }
  | {
      do: "not-now";
    }
  | {
      do: "say-ready";
      able?: "yes" | "with-help" | "no";
      willing: "yes" | "unsure" | "no";
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
    }
  | {
      do: "ask-help";
      kind: "phone-together" | "fill-in-a-form" | "plan-the-way" | "go-along-first-time" | "get-online";
      /** Somebody's own words: who said them, in which language, and how. */
      nextTimeAlone?: Words;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      until?: string;
    }
  | {
      do: "help-done";
      number: number;
    }
  | {
      do: "drop-help";
      number: number;
    }
  | {
      do: "give";
      medium: "text" | "email" | "app" | "web" | "phone" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold";
      offered?: Array<"text" | "email" | "app" | "web" | "phone" | "print" | "easy-read" | "large-print" | "braille" | "audio" | "sign-video" | "verbal" | "memory-aid" | "keep-for-me" | "via-staff" | "hold">;
      safetyTalk?: boolean;
      toldOld?: boolean;
    }
  | {
      do: "change-follow-up";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
    }
  | {
      do: "no-follow-up";
    }
  | {
      do: "note-asked";
    }
  | {
      do: "record-outcome";
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
      link?: string;
      metNeed?: "yes" | "no" | "unknown";
      next?: "another-signpost" | "access-help" | "gap" | "concern" | "problem-solving" | "nothing-for-now";
      outcome: "accessed" | "not-accessed" | "needs-different";
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
    }
  | {
      do: "answer-further";
      further?: {
        answer?: "yes" | "no" | "unknown";
        because?: "already-known" | "talked-through" | "not-about-safety";
        concern?: string;
      };
    }
  | {
      do: "leave-not-known";
      because: "asked-as-agreed" | "relationship-ended";
    }
  | {
      do: "name-challenge";
      kind: "appointments" | "travel" | "cost" | "forms" | "waiting" | "caring-duties" | "language" | "getting-online" | "being-judged" | "being-seen-there" | "bad-experience-before" | "not-for-people-like-me";
      problem?: string;
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
    }
  | {
      do: "solve-challenge";
      number: number;
      problem: string;
    };

/** Something that makes it hard to stay in touch with the new service; the person says when it is behind them. */
export interface BarrierRecord {
  kind: "barrier";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "named" | "working" | "overcome" | "remains";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  goAlong?: boolean;
  /** An instant with its offset (RFC 3339). */
  named: string;
  person: string;
  problem?: string;
  sort: "anxiety" | "anger" | "loss-of-people-trusted" | "getting-there" | "practical" | "other";
  transition: string;
  /** Somebody's own words: who said them, in which language, and how. */
  words?: Words;
  worker?: string;
}

/** Something that makes it hard to stay in touch with the new service; the person says when it is behind them. */
export type BarrierStep =
  | {
      do: "name";
      id: string;
      person: string;
      sort: "anxiety" | "anger" | "loss-of-people-trusted" | "getting-there" | "practical" | "other";
      transition: string;
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
      worker?: string;
    }
  | {
      do: "work-on";
      goAlong?: boolean;
      problem?: string;
    }
  | {
      do: "work-again";
      goAlong?: boolean;
      problem?: string;
    }
  | {
      do: "overcome";
    }
  | {
      do: "still-there";
    };

/** How a person feels about a move, in their own words, for the two of them. */
export interface FeelingRecord {
  kind: "feeling";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "said" | "taken-back";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  person: string;
  /** An instant with its offset (RFC 3339). */
  said: string;
  shared?: boolean;
  transition: string;
  when?: "" | "announced" | "last-contact" | "first-new-contact";
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker?: string;
}

/** How a person feels about a move, in their own words, for the two of them. */
export type FeelingStep =
  | {
      do: "say";
      id: string;
      person: string;
      transition: string;
      when?: "announced" | "last-contact" | "first-new-contact";
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker?: string;
    }
  | {
      do: "share";
      share?: boolean;
    }
  | {
      do: "take-back";
    };

/** Something that could make a move hard, whose it is to see to, and what comes next. */
export interface IssueRecord {
  kind: "issue";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "open" | "settled";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  /** An instant with its offset (RFC 3339). */
  named: string;
  /** Somebody's own words: who said them, in which language, and how. */
  next?: Words;
  organiser?: {
    organisation?: string;
    role?: string;
    staff?: string;
  };
  organising?: boolean;
  owner?: string;
  person: string;
  sort: "practical" | "relational" | "clinical-service" | "information";
  transition: string;
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker?: string;
}

/** Something that could make a move hard, whose it is to see to, and what comes next. */
export type IssueStep =
  | {
      do: "name";
      id: string;
      /** Somebody's own words: who said them, in which language, and how. */
      next?: Words;
      organiser?: {
        organisation?: string;
        role?: string;
        staff?: string;
      };
      organising?: boolean;
      owner?: "person" | "worker" | "organiser";
      person: string;
      sort: "practical" | "relational" | "clinical-service" | "information";
      transition: string;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker?: string;
    }
  | {
      do: "see-to";
      /** Somebody's own words: who said them, in which language, and how. */
      next?: Words;
      owner: "person" | "worker" | "organiser";
    }
  | {
      do: "settle";
    }
  | {
      do: "open-again";
    };

/** One thing a person wants people on the other side to know; it goes along when they say so. */
export interface PassportEntryRecord {
  kind: "passport-entry";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "kept" | "goes-along" | "taken-out";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  person: string;
  /** An instant with its offset (RFC 3339). */
  said: string;
  section: "about-me" | "what-matters-to-me" | "what-helps" | "what-does-not-help" | "how-to-talk-with-me" | "people-and-places" | "what-worries-me" | "what-i-would-like-to-know";
  transition: string;
  /** Somebody's own words: who said them, in which language, and how. */
  words: Words;
  worker?: string;
}

/** One thing a person wants people on the other side to know; it goes along when they say so. */
export type PassportEntryStep =
  | {
      do: "write";
      id: string;
      person: string;
      section: "about-me" | "what-matters-to-me" | "what-helps" | "what-does-not-help" | "how-to-talk-with-me" | "people-and-places" | "what-worries-me" | "what-i-would-like-to-know";
      transition: string;
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
      worker?: string;
    }
  | {
      do: "say-anew";
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "change-along";
      /** Somebody's own words: who said them, in which language, and how. */
      words: Words;
    }
  | {
      do: "take-along";
    }
  | {
      do: "keep-back";
    }
  | {
      do: "take-out";
    };

/** Practising something before a move, for those who like to. */
export interface SkillWorkRecord {
  kind: "skill-work";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "offered" | "taken-up" | "enough" | "left";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  /** An instant with its offset (RFC 3339). */
  begun: string;
  goals?: Array<string>;
  own?: boolean;
  person: string;
  skill: "independence" | "assertiveness" | "self-advocacy" | "other";
  transition: string;
  /** Somebody's own words: who said them, in which language, and how. */
  words?: Words;
  worker?: string;
}

/** Practising something before a move, for those who like to. */
export type SkillWorkStep =
  | {
      do: "begin";
      id: string;
      person: string;
      skill: "independence" | "assertiveness" | "self-advocacy" | "other";
      transition: string;
      worker?: string;
    }
  | {
      do: "take-up";
      goals?: Array<string>;
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
    }
  | {
      do: "enough";
    }
  | {
      do: "leave";
    };

/** A move between services as the person meets it; somebody else organises it. */
export interface TransitionRecord {
  kind: "transition";
  /** The number of the stored form. */
  schema: number;
  id: string;
  /** How many steps the record has taken. */
  rev: number;
  status: "announced" | "preparing" | "in-transfer" | "settling" | "completed" | "cancelled";
  /** The last changes, oldest first. */
  recent: Array<Change>;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  afterMet?: string;
  /** An instant with its offset (RFC 3339). */
  announced: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  arrived?: string;
  /** An instant with its offset (RFC 3339). */
  back?: string;
  bridge?: {
    community?: boolean;
    friends?: boolean;
    homeVisits?: boolean;
    inReach?: boolean;
    lifeOutside?: boolean;
  };
  checks?: Array<{
    because?: string;
    /** An instant with its offset (RFC 3339). */
    becauseAt?: string;
    check: "notice" | "reason" | "opinion" | "timescale" | "offer" | "information";
    note?: string;
    person?: "" | "met" | "partly-met" | "not-met";
    /** An instant with its offset (RFC 3339). */
    personAt?: string;
    /** Somebody's own words: who said them, in which language, and how. */
    words?: Words;
    worker?: "" | "met" | "partly-met" | "not-met";
    /** An instant with its offset (RFC 3339). */
    workerAt?: string;
  }>;
  closerEvery?: Span | null;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  closerFrom?: string;
  /** An instant with its offset (RFC 3339). */
  consentsAt?: string;
  continuity?: {
    after?: number;
    because?: string;
    before?: number;
    fromAgrees?: "yes" | "no" | "unknown";
    instead?: string;
    possible?: "yes" | "no" | "unknown";
    toAgrees?: "yes" | "no" | "unknown";
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    until?: string;
  };
  /** An instant with its offset (RFC 3339). */
  daySet?: string;
  effect?: "" | "goes-on" | "ends";
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  effectOn?: string;
  extra?: {
    /** An instant with its offset (RFC 3339). */
    at?: string;
    informed?: string;
    /** An instant with its offset (RFC 3339). */
    lifted?: string;
    /** An instant with its offset (RFC 3339). */
    since?: string;
  };
  from?: string;
  heldBack?: {
    /** An instant with its offset (RFC 3339). */
    at?: string;
    because?: string;
    by?: string;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    until?: string;
  };
  information?: {
    /** An instant with its offset (RFC 3339). */
    at?: string;
    discussed?: "yes" | "no" | "unknown";
    everything?: boolean;
    nothing?: boolean;
    will?: Array<{
      contested?: boolean;
      text?: string;
      what: "care-plan" | "risk-and-safety" | "medication" | "history" | "assessments" | "family-and-carers" | "legal" | "advance-wishes" | "peer-notes" | "other";
    }>;
    willNot?: Array<{
      contested?: boolean;
      text?: string;
      what: "care-plan" | "risk-and-safety" | "medication" | "history" | "assessments" | "family-and-carers" | "legal" | "advance-wishes" | "peer-notes" | "other";
    }>;
  };
  move: "discharge" | "step-down" | "step-up" | "team-change" | "worker-change" | "to-adult-services" | "end-of-intervention" | "other";
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  newContact?: string;
  offered?: Array<{
    contact?: string;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    first?: string;
    name: string;
  }>;
  /** An instant with its offset (RFC 3339). */
  openAgain?: string;
  opinion?: {
    /** An instant with its offset (RFC 3339). */
    at?: string;
    objects?: boolean;
    send?: boolean;
    /** Somebody's own words: who said them, in which language, and how. */
    words?: Words;
  };
  organiser?: {
    organisation?: string;
    role?: string;
    staff?: string;
  };
  person: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  planned?: string;
  saidNo?: Array<"care-plan" | "risk-and-safety" | "medication" | "history" | "assessments" | "family-and-carers" | "legal" | "advance-wishes" | "peer-notes" | "other">;
  /** An instant with its offset (RFC 3339). */
  since: string;
  stuck?: {
    /** An instant with its offset (RFC 3339). */
    answered?: string;
    episode?: number;
    /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
    lookAgain?: string;
    next?: string;
    person?: {
      rev?: number;
      /** An instant with its offset (RFC 3339). */
      at?: string;
      by?: string;
    };
    worker?: {
      rev?: number;
      /** An instant with its offset (RFC 3339). */
      at?: string;
      by?: string;
    };
  };
  to?: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  told?: string;
  /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
  until?: string;
  worker?: string;
}

/** A move between services as the person meets it; somebody else organises it. */
export type TransitionStep =
  | {
      do: "announce";
      id: string;
      couldNotManage?: boolean;
      from?: string;
      informed?: string;
      move: "discharge" | "step-down" | "step-up" | "team-change" | "worker-change" | "to-adult-services" | "end-of-intervention" | "other";
      organiser?: {
        organisation?: string;
        role?: string;
        staff?: string;
      };
      person: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      planned?: string;
      to?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      told?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      until?: string;
      worker?: string;
    }
  | {
      do: "prepare";
    }
  | {
      do: "start-transfer";
    }
  | {
      do: "arrive";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
    }
  | {
      do: "go-back";
    }
  | {
      do: "complete";
    }
  | {
      do: "cancel";
    }
  | {
      do: "change-organiser";
      organiser?: {
        organisation?: string;
        role?: string;
        staff?: string;
      };
    }
  | {
      do: "name-worker";
      worker?: string;
    }
  | {
      do: "move-day";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      planned: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      told: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      until?: string;
    }
  | {
      do: "answer-check";
      answer: "met" | "partly-met" | "not-met";
      check: "notice" | "reason" | "opinion" | "timescale" | "offer" | "information";
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
    }
  | {
      do: "view-check";
      answer: "met" | "partly-met" | "not-met";
      check: "notice" | "reason" | "opinion" | "timescale" | "offer" | "information";
      note?: string;
    }
  | {
      do: "explain-check";
      because: string;
      check: "notice" | "reason" | "opinion" | "timescale" | "offer" | "information";
    }
  | {
      do: "give-opinion";
      objects?: boolean;
      send?: boolean;
      /** Somebody's own words: who said them, in which language, and how. */
      words?: Words;
    }
  | {
      do: "name-services";
      services: Array<{
        contact?: string;
        /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
        first?: string;
        name: string;
      }>;
    }
  | {
      do: "say-information";
      discussed?: "yes" | "no" | "unknown";
      everything?: boolean;
      nothing?: boolean;
      will?: Array<{
        text?: string;
        what: "care-plan" | "risk-and-safety" | "medication" | "history" | "assessments" | "family-and-carers" | "legal" | "advance-wishes" | "peer-notes" | "other";
      }>;
      willNot?: Array<{
        text?: string;
        what: "care-plan" | "risk-and-safety" | "medication" | "history" | "assessments" | "family-and-carers" | "legal" | "advance-wishes" | "peer-notes" | "other";
      }>;
    }
  | {
      do: "say-no";
      to?: Array<"care-plan" | "risk-and-safety" | "medication" | "history" | "assessments" | "family-and-carers" | "legal" | "advance-wishes" | "peer-notes" | "other">;
    }
  | {
      do: "flag-extra";
      informed?: string;
    }
  | {
      do: "inform-extra";
      staff: string;
    }
  | {
      do: "lift-extra";
    }
  | {
      do: "plan-continuity";
      continuity?: {
        after?: number;
        because?: string;
        before?: number;
        fromAgrees?: "yes" | "no" | "unknown";
        instead?: string;
        possible?: "yes" | "no" | "unknown";
        toAgrees?: "yes" | "no" | "unknown";
        /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
        until?: string;
      };
    }
  | {
      do: "say-effect";
      effect: "goes-on" | "ends";
    }
  | {
      do: "plan-bridge";
      bridge?: {
        community?: boolean;
        friends?: boolean;
        homeVisits?: boolean;
        inReach?: boolean;
        lifeOutside?: boolean;
      };
    }
  | {
      do: "new-contact";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
    }
  | {
      do: "met-after";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      on: string;
    }
  | {
      do: "say-stuck";
    }
  | {
      do: "answer-stuck";
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      lookAgain: string;
      next: string;
    }
  | {
      do: "hold-back";
      because?: string;
      /** A day, a month or a year: 2026-02-18, 2026-02 or 2026. */
      until: string;
    }
  | {
      do: "look-at-consents";
    }
  | {
      do: "closer-contact";
      /** A length of time in exactly one unit: {"weeks": 12}. */
      every?: Span;
    };

/** Every kind of record by its name. */
export interface Records {
  "boundary-crossing": BoundaryCrossingRecord;
  "carer": CarerRecord;
  "carer-said": CarerSaidRecord;
  "carer-support": CarerSupportRecord;
  "communication-profile": CommunicationProfileRecord;
  "consent": ConsentRecord;
  "contact": ContactRecord;
  "disclosure": DisclosureRecord;
  "feedback": FeedbackRecord;
  "feedback-request": FeedbackRequestRecord;
  "group": GroupRecord;
  "group-attendance": GroupAttendanceRecord;
  "group-place": GroupPlaceRecord;
  "group-session": GroupSessionRecord;
  "improvement-idea": ImprovementIdeaRecord;
  "liaison-contact": LiaisonContactRecord;
  "life-event": LifeEventRecord;
  "wish-list": WishListRecord;
  "meeting-attendance": MeetingAttendanceRecord;
  "perspective-brief": PerspectiveBriefRecord;
  "relationship": RelationshipRecord;
  "review": ReviewRecord;
  "safe-contact": SafeContactRecord;
  "support-request": SupportRequestRecord;
  "team-style": TeamStyleRecord;
  "aftercare-prompt": AftercarePromptRecord;
  "sharing-note": SharingNoteRecord;
  "off-limits-list": OffLimitsListRecord;
  "preference-list": PreferenceListRecord;
  "work-appraisal": WorkAppraisalRecord;
  "criminal-record-check": CriminalRecordCheckRecord;
  "credential": CredentialRecord;
  "development-need": DevelopmentNeedRecord;
  "development-session": DevelopmentSessionRecord;
  "diary-entry": DiaryEntryRecord;
  "competence-evidence": CompetenceEvidenceRecord;
  "lone-working": LoneWorkingRecord;
  "peer-worker": PeerWorkerRecord;
  "other-work": OtherWorkRecord;
  "reflection": ReflectionRecord;
  "supervision": SupervisionRecord;
  "training": TrainingRecord;
  "wellness-plan": WellnessPlanRecord;
  "activity": ActivityRecord;
  "advance-decision": AdvanceDecisionRecord;
  "advance-statement": AdvanceStatementRecord;
  "appraisal": AppraisalRecord;
  "belief": BeliefRecord;
  "celebration": CelebrationRecord;
  "choice": ChoiceRecord;
  "connection": ConnectionRecord;
  "contribution": ContributionRecord;
  "coping-strategy": CopingStrategyRecord;
  "coproduction-check": CoproductionCheckRecord;
  "entry": EntryRecord;
  "fear": FearRecord;
  "goal": GoalRecord;
  "goal-order": GoalOrderRecord;
  "graded-plan": GradedPlanRecord;
  "health-information": HealthInformationRecord;
  "meaning": MeaningRecord;
  "meeting-prep": MeetingPrepRecord;
  "observation": ObservationRecord;
  "obstacle": ObstacleRecord;
  "offered-idea": OfferedIdeaRecord;
  "option-talk": OptionTalkRecord;
  "recovery-plan": RecoveryPlanRecord;
  "positive-risk": PositiveRiskRecord;
  "problem-solving": ProblemSolvingRecord;
  "self-advocacy": SelfAdvocacyRecord;
  "self-report": SelfReportRecord;
  "setback": SetbackRecord;
  "self-management-skill": SelfManagementSkillRecord;
  "strength": StrengthRecord;
  "taking-part": TakingPartRecord;
  "valued-role": ValuedRoleRecord;
  "vision": VisionRecord;
  "wellbeing-plan": WellbeingPlanRecord;
  "concern-addition": ConcernAdditionRecord;
  "challenge-note": ChallengeNoteRecord;
  "concern": ConcernRecord;
  "discrimination": DiscriminationRecord;
  "incident": IncidentRecord;
  "limit-reached": LimitReachedRecord;
  "mental-state-report": MentalStateReportRecord;
  "none-needed": NoneNeededRecord;
  "risk-contribution": RiskContributionRecord;
  "community-link": CommunityLinkRecord;
  "first-hand": FirstHandRecord;
  "gap": GapRecord;
  "interest": InterestRecord;
  "pack": PackRecord;
  "resource": ResourceRecord;
  "signpost": SignpostRecord;
  "barrier": BarrierRecord;
  "feeling": FeelingRecord;
  "issue": IssueRecord;
  "passport-entry": PassportEntryRecord;
  "skill-work": SkillWorkRecord;
  "transition": TransitionRecord;
}
/** The steps of every kind of record by its name. */
export interface Steps {
  "boundary-crossing": BoundaryCrossingStep;
  "carer": CarerStep;
  "carer-said": CarerSaidStep;
  "carer-support": CarerSupportStep;
  "communication-profile": CommunicationProfileStep;
  "consent": ConsentStep;
  "contact": ContactStep;
  "disclosure": DisclosureStep;
  "feedback": FeedbackStep;
  "feedback-request": FeedbackRequestStep;
  "group": GroupStep;
  "group-attendance": GroupAttendanceStep;
  "group-place": GroupPlaceStep;
  "group-session": GroupSessionStep;
  "improvement-idea": ImprovementIdeaStep;
  "liaison-contact": LiaisonContactStep;
  "life-event": LifeEventStep;
  "wish-list": WishListStep;
  "meeting-attendance": MeetingAttendanceStep;
  "perspective-brief": PerspectiveBriefStep;
  "relationship": RelationshipStep;
  "review": ReviewStep;
  "safe-contact": SafeContactStep;
  "support-request": SupportRequestStep;
  "team-style": TeamStyleStep;
  "aftercare-prompt": AftercarePromptStep;
  "sharing-note": SharingNoteStep;
  "off-limits-list": OffLimitsListStep;
  "preference-list": PreferenceListStep;
  "work-appraisal": WorkAppraisalStep;
  "criminal-record-check": CriminalRecordCheckStep;
  "credential": CredentialStep;
  "development-need": DevelopmentNeedStep;
  "development-session": DevelopmentSessionStep;
  "diary-entry": DiaryEntryStep;
  "competence-evidence": CompetenceEvidenceStep;
  "lone-working": LoneWorkingStep;
  "peer-worker": PeerWorkerStep;
  "other-work": OtherWorkStep;
  "reflection": ReflectionStep;
  "supervision": SupervisionStep;
  "training": TrainingStep;
  "wellness-plan": WellnessPlanStep;
  "activity": ActivityStep;
  "advance-decision": AdvanceDecisionStep;
  "advance-statement": AdvanceStatementStep;
  "appraisal": AppraisalStep;
  "belief": BeliefStep;
  "celebration": CelebrationStep;
  "choice": ChoiceStep;
  "connection": ConnectionStep;
  "contribution": ContributionStep;
  "coping-strategy": CopingStrategyStep;
  "coproduction-check": CoproductionCheckStep;
  "entry": EntryStep;
  "fear": FearStep;
  "goal": GoalStep;
  "goal-order": GoalOrderStep;
  "graded-plan": GradedPlanStep;
  "health-information": HealthInformationStep;
  "meaning": MeaningStep;
  "meeting-prep": MeetingPrepStep;
  "observation": ObservationStep;
  "obstacle": ObstacleStep;
  "offered-idea": OfferedIdeaStep;
  "option-talk": OptionTalkStep;
  "recovery-plan": RecoveryPlanStep;
  "positive-risk": PositiveRiskStep;
  "problem-solving": ProblemSolvingStep;
  "self-advocacy": SelfAdvocacyStep;
  "self-report": SelfReportStep;
  "setback": SetbackStep;
  "self-management-skill": SelfManagementSkillStep;
  "strength": StrengthStep;
  "taking-part": TakingPartStep;
  "valued-role": ValuedRoleStep;
  "vision": VisionStep;
  "wellbeing-plan": WellbeingPlanStep;
  "concern-addition": ConcernAdditionStep;
  "challenge-note": ChallengeNoteStep;
  "concern": ConcernStep;
  "discrimination": DiscriminationStep;
  "incident": IncidentStep;
  "limit-reached": LimitReachedStep;
  "mental-state-report": MentalStateReportStep;
  "none-needed": NoneNeededStep;
  "risk-contribution": RiskContributionStep;
  "community-link": CommunityLinkStep;
  "first-hand": FirstHandStep;
  "gap": GapStep;
  "interest": InterestStep;
  "pack": PackStep;
  "resource": ResourceStep;
  "signpost": SignpostStep;
  "barrier": BarrierStep;
  "feeling": FeelingStep;
  "issue": IssueStep;
  "passport-entry": PassportEntryStep;
  "skill-work": SkillWorkStep;
  "transition": TransitionStep;
}

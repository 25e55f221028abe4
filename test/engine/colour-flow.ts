/**
 * A flow with everything in it: a yes-no, a choice decided by a rule (blue asks again, for a finer
 * answer to the same slot), a jump that asks for a day to be forgotten, and a return.
 */
export const COLOUR_FLOW = `flow: paint
title: The paint
label: Paint
start: sure
steps:
  sure:
    ask: Are you sure?
    again: Really?
    why: We have to know.
    type: yes-no
    slot: sure
    then: { "yes": colour, "no": bye }
  bye: { end: Bye then. }
  colour:
    ask: Which colour?
    again: Red, green or blue?
    type: choice
    slot: colour
    choices:
      - { value: red, label: Red }
      - { value: green, label: Green }
      - { value: blue, label: Blue }
    then: judge
  shade:
    ask: Which shade?
    again: Red or green?
    type: choice
    slot: colour
    choices: [{ value: red, label: Reddish }, { value: green, label: Greenish }]
    then: judge
  judge:
    decide: colour
    with: { colour: colour }
    outcomes: { taken: taken, refused.red: refused, unclear: shade }
  taken: { say: Taken., sources: [plan], then: day }
  refused: { link: registration, say: Refused., sources: [plan], then: end }
  day: { jump: birthday, then: after }
  after: { say: Back again., then: end }
`;

export const BIRTHDAY_FLOW = `flow: birthday
title: The birthday
label: Birthday
start: when
steps:
  when:
    ask: Born when?
    again: Which day?
    type: date
    about: birth
    slot: born
    forget: true
    then: note
  note: { say: Noted., then: end }
`;

export const PAINT_FILES = { 'paint.yaml': COLOUR_FLOW, 'birthday.yaml': BIRTHDAY_FLOW };

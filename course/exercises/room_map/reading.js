/** What a response says, in words. `say` stands in make.js. */

/** The response as it may be relied on: places and people that are gone from the text are left out. */
function readRoom(model) {
  const { people, places, turns } = model.get("data");
  const { places: kept, turns: marks } = { places: {}, turns: {}, ...model.get("response") };
  const ids = people.map((person) => person.id);
  const known = (id) => ids.includes(id) && places.some((place) => place.id === kept[id]);
  return {
    placeOf: Object.fromEntries(ids.filter(known).map((id) => [id, kept[id]])),
    marked: Object.fromEntries(turns.map(({ id }) => [id, ids.filter((one) => marks[id]?.includes(one))])),
  };
}

/** People by place, in the order of the author; `null` is who was passed on. */
function readPlaces(model, among = null) {
  const { people, places } = model.get("data");
  const { placeOf } = readRoom(model);
  const at = (id) => people.filter((person) => (placeOf[person.id] ?? null) === id && (!among || among.includes(person.id)));
  const named = places.map(({ id, label }) => ({ id, label, people: at(id) }));
  return [...named, { id: null, label: say("tray"), people: at(null) }];
}

const toNames = (people) => people.map((person) => person.name).join(", ") || say("nobody");

/** The whole room as lines: places first, then the turns in which somebody was marked. */
function toRoomLines(model) {
  const { people, turns } = model.get("data");
  const { marked } = readRoom(model);
  const places = readPlaces(model).filter(({ id, people: here }) => id || here.length);
  const seen = turns.filter(({ id }) => marked[id].length);
  return [
    ...places.map(({ label, people: here }) => say("line", { label, names: toNames(here) })),
    ...seen.map(({ id, label }) => `${label} ${toNames(people.filter((one) => marked[id].includes(one.id)))}.`),
  ];
}

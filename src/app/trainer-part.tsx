import { useCallback, useMemo, useState } from "react";
import { useStore } from "zustand";
import { seatOf } from "#contract/seat-client.ts";
import { CourseContext } from "#course/use-course.ts";
import { crowdOf } from "#crowd/place.ts";
import type { CardForm } from "#kit/card-form.ts";
import { useEscapeCloses } from "#kit/use-escape-closes.ts";
import { CodeDialog } from "#people/code-dialog.tsx";
import { PeopleDrawer } from "#people/people-drawer.tsx";
import { SeatsBox } from "#people/seats-box.tsx";
import { SeatsLine } from "#people/seats-line.tsx";
import { seatsSum } from "#people/seats-sum.ts";
import { SeatsTrunk } from "#people/seats-trunk.tsx";
import { SessionsTable } from "#people/sessions-table.tsx";
import { TrainerStrip } from "#people/trainer-strip.tsx";
import { useLabClients, usePlayground, useWorld } from "#script/playground.ts";
import { CROWD } from "#stage/sides.ts";
import { Stage } from "#stage/stage.tsx";
import type { StageCrowd, TrunkPlace } from "#stage/stage-crowd.ts";
import { courseOf } from "./course-here.ts";
import { readKeysOn } from "./keys-kept.ts";
import { storageOf } from "./storages.ts";

/** Guests, past which they are drawn along with the seats. */
const MOST_GUESTS = 4;
/** Clients, past which a table takes the place of the stage. */
const MOST_ON_STAGE = 60;

/** What whoever leads a class has under the top bar of the Lab, and what opens from there. */
export function TrainerBar() {
	const playground = usePlayground();
	const [people, setPeople] = useState(false);
	const [code, setCode] = useState(false);
	return (
		<CourseContext value={courseOf(playground)}>
			<TrainerStrip
				people={people}
				onPeople={() => setPeople(!people)}
				onCode={() => setCode(true)}
				kept={storageOf("sessionStorage")}
				singles={readKeysOn}
			/>
			{people && <PeopleDrawer onClose={() => setPeople(false)} />}
			<CodeDialog open={code} onClose={() => setCode(false)} />
		</CourseContext>
	);
}

type LedStageProps = Omit<Parameters<typeof Stage>[0], "crowd">;

/** The stage of whoever leads a class: their own clients as ever, the seats as one box; and a table where there are more than a stage can hold. */
export function LedStage({ card, ...props }: LedStageProps) {
	const many = useWorld(({ clients }) => Object.keys(clients).length > MOST_ON_STAGE);
	const [table, setTable] = useState<boolean | null>(null);
	const crowd = useStageCrowd(() => setTable(true));
	const drawCard = useCallback(
		(clientId: string, form: CardForm) => (clientId === CROWD ? <SeatsHere isOne={crowd.isOne} /> : card(clientId, form)),
		[card, crowd],
	);
	useEscapeCloses(table === true ? () => setTable(false) : null);
	if (table ?? many) return <SessionsTable isOpened={table === true} onStage={() => setTable(false)} />;
	return <Stage {...props} card={drawCard} crowd={crowd} />;
}

function useStageCrowd(open: () => void): StageCrowd {
	const own = useLabClients();
	const { room } = usePlayground();
	const lit = useStore(room, (state) => JSON.stringify(state.class?.told.spotlight ?? []));
	const guests = useWorld(
		({ clients }) => Object.keys(clients).filter((id) => seatOf(id) === null && !Object.hasOwn(own, id)).length > MOST_GUESTS,
	);
	// biome-ignore lint/correctness/useExhaustiveDependencies: how the table is opened does not change
	return useMemo(() => {
		const spotlight = JSON.parse(lit) as readonly number[];
		const isOne = (clientId: string) => {
			const seat = seatOf(clientId);
			return seat === null ? guests && !Object.hasOwn(own, clientId) : !spotlight.includes(seat);
		};
		return {
			isOne,
			line: <SeatsLineHere onOpen={open} />,
			trunk: (place: TrunkPlace) => <SeatsTrunk key={CROWD} place={place} isOne={isOne} />,
		};
	}, [lit, guests, own]);
}

function SeatsHere({ isOne }: Pick<StageCrowd, "isOne">) {
	const { room } = usePlayground();
	const seen = useStore(room, (state) => state.class);
	const world = useWorld((now) => now);
	if (seen === null) return null;
	const { seats, others } = crowdOf(world, seen.seats, seen.told.task);
	return <SeatsBox places={[...seats, ...others.filter(({ client }) => isOne(client))]} spotlight={seen.told.spotlight} />;
}

function SeatsLineHere({ onOpen }: { onOpen: () => void }) {
	const { room } = usePlayground();
	const seats = useStore(room, (state) => state.class?.seats);
	const sum = useWorld((world) => JSON.stringify(seatsSum(world, seats?.values() ?? [])));
	return <SeatsLine sum={JSON.parse(sum)} onOpen={onOpen} />;
}

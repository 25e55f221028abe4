import { Flex, Result } from 'antd';
import { useEffect, useRef } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { z } from 'zod';
import { useKeys } from '../parts/keys.ts';
import { channelName } from '../parts/names.ts';
import { Page } from '../parts/page.tsx';
import { ShowMore } from '../parts/show-more.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { transcript as words } from '../words/transcript.ts';
import { addressEnd, rememberPlace, useSearch } from './conversations/search.ts';
import { About, Ways } from './transcript/head.tsx';
import { TurnSeen } from './transcript/message.tsx';
import { type Transcript, useTranscript } from './transcript/read.ts';
import './transcript/transcript.css';
import { turnsOf } from './transcript/turn.ts';

/** Where the officer came from, when that was not the search. */
const Origin = z.object({ back: z.string().startsWith('/') });

/** A conversation, read like a chat; from the keyboard to the next one of the search. */
export default function TranscriptPage() {
  const { id = '' } = useParams();
  const { query: search } = useSearch();
  const navigate = useNavigate();
  const region = useRef<HTMLDivElement>(null);
  const { state, hash } = useLocation();
  // `#12`: the twelfth message is meant.
  const read = useTranscript(id, search, hash === '' ? undefined : Number(hash.slice(1)));
  const { data, error, isPlaceholderData } = read;
  // Of a page further on it is said where that would be, unless its message is awaited at the top.
  const isBelow = read.isFetchNextPageError && !read.isAhead;
  const failed = error && (
    <Failed
      error={error}
      onRetry={() => void (read.isFetchNextPageError ? read.fetchNextPage() : read.refetch())}
    />
  );
  const first = isPlaceholderData ? undefined : data?.pages[0];

  const end = addressEnd(search);
  const back = Origin.safeParse(state).data?.back ?? `/conversations${end}`;
  const goTo = (other: string | null | undefined) =>
    other
      ? () => void navigate(`/conversations/${other}${end}`, { replace: true, state })
      : undefined;
  const newer = goTo(first?.newer);
  const older = goTo(first?.older);
  const doing = (go: (() => void) | undefined) => () => {
    go?.();
    return go !== undefined;
  };
  useKeys(region, {
    ArrowRight: doing(older),
    j: doing(older),
    ArrowLeft: doing(newer),
    k: doing(newer),
    Escape: doing(() => void navigate(back)),
  });
  useEffect(() => {
    rememberPlace(search, id);
  }, [search, id]);

  return (
    <div ref={region}>
      <Page title={data === undefined ? words.title : titleOf(data.pages[0]!)} of={first?.id}>
        <Ways
          back={back}
          newer={newer}
          older={older}
          onReload={() => void read.refetch()}
          isLoading={read.isRefetching}
        />
        {!isBelow && failed}
        {data === undefined ? (
          !error && <Loading />
        ) : (
          <Flex
            vertical
            gap="middle"
            aria-busy={isPlaceholderData}
            style={isPlaceholderData ? { opacity: 0.5 } : {}}
          >
            <Conversation pages={data.pages} />
            {isBelow && failed}
            <ShowMore of={read}>{words.showMore}</ShowMore>
          </Flex>
        )}
      </Page>
    </div>
  );
}

function titleOf({ channel, person }: Transcript): string {
  return words.titleOf(channelName(channel), person);
}

function Conversation({ pages }: { pages: readonly Transcript[] }) {
  const conversation = pages[0]!;
  const { hash } = useLocation();
  const { id } = conversation;
  const messages = pages.flatMap((page) => page.messages);
  const isThere = messages.some(({ seq }) => `#${seq}` === hash);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each conversation
  useEffect(() => {
    // Nothing is returned: newer browsers answer scrolling with a promise, which is no clean-up.
    if (hash === '') window.scrollTo(0, 0);
    const meant = isThere ? document.getElementById(hash.slice(1)) : null;
    meant?.scrollIntoView({ block: 'center' });
    meant?.focus({ preventScroll: true });
  }, [id, hash, isThere]);
  if (conversation.erased) {
    return <Result status="info" title={words.erased} subTitle={words.erasedHint} />;
  }
  const turns = turnsOf(messages);
  return (
    <Flex vertical gap="middle">
      <About conversation={conversation} />
      {turns.length === 0 ? (
        <Nothing>{words.none}</Nothing>
      ) : (
        <ol className="turns" aria-label={words.messages}>
          {turns.map((turn) => (
            <TurnSeen key={`${id} ${turn.message?.seq ?? 0}`} conversation={id} turn={turn} />
          ))}
        </ol>
      )}
    </Flex>
  );
}

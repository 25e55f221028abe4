import { PlayCircleOutlined } from '@ant-design/icons';
import { Button, Descriptions, Flex, Typography } from 'antd';
import type { AnswerSeen } from '../../../contract/flows.ts';
import { day, figure } from '../../format.ts';
import { Wording } from '../../parts/wording.tsx';
import { answers as words } from '../../words/answers.ts';
import { flows as flowWords } from '../../words/flows.ts';

/** All there is of an answer: its words before and after the programme's end, where they are laid down, how it is recognised. */
export function AnswerFull({
  answer,
  onTry,
}: {
  answer: AnswerSeen;
  onTry: (answer: AnswerSeen) => void;
}) {
  const { wording, afterProgramme, sources, phrasings } = answer;
  return (
    <Flex vertical gap="middle" align="start" style={{ paddingBlock: 8 }}>
      <Flex wrap gap="large" style={{ width: '100%' }}>
        <Words title={afterProgramme === null ? words.wording : words.until} wording={wording} />
        {afterProgramme !== null && <Words title={words.after} wording={afterProgramme} />}
      </Flex>
      <Descriptions
        size="small"
        column={1}
        colon={false}
        styles={{ label: { width: 110, flexShrink: 0 }, content: { minWidth: 0 } }}
        items={[
          {
            key: 'sources',
            label: words.sources,
            children:
              sources.length === 0 ? (
                words.noSources
              ) : (
                <Flex vertical>
                  {sources.map((source) => (
                    <span key={source}>{source}</span>
                  ))}
                </Flex>
              ),
          },
          { key: 'validity', label: words.validity, children: validityOf(answer) },
          {
            key: 'phrasings',
            label: words.phrasings,
            children: words.phrasingCount(figure(phrasings)),
          },
        ]}
      />
      <Typography.Text type="secondary">{flowWords.placeholders}</Typography.Text>
      <Button
        className="no-print"
        icon={<PlayCircleOutlined />}
        aria-label={words.tryLabel(answer.title)}
        onClick={() => onTry(answer)}
      >
        {words.tryIt}
      </Button>
    </Flex>
  );
}

function Words({
  title,
  wording: { short, details },
}: {
  title: string;
  wording: AnswerSeen['wording'];
}) {
  return (
    <section style={{ flex: '1 1 300px', minWidth: 0 }}>
      <Typography.Title level={3} style={{ fontSize: 14, margin: '0 0 4px' }}>
        {title}
      </Typography.Title>
      <Typography.Paragraph style={{ marginBottom: details === null ? 0 : 8 }}>
        <Wording text={short} />
      </Typography.Paragraph>
      {details !== null && (
        <>
          <Typography.Text strong type="secondary">
            {words.details}
          </Typography.Text>
          <Typography.Paragraph style={{ marginBottom: 0 }}>
            <Wording text={details} />
          </Typography.Paragraph>
        </>
      )}
    </section>
  );
}

/** Since when, and until when, the answer may be given. */
export function validityOf({ validFrom, validUntil }: AnswerSeen): string {
  if (validFrom !== null && validUntil !== null) {
    return words.validBetween(day(validFrom), day(validUntil));
  }
  if (validFrom !== null) return words.validFrom(day(validFrom));
  return validUntil === null ? words.always : words.validUntil(day(validUntil));
}

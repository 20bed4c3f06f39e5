import type { NoticeFacts, NoticeTexts, Passage } from './notice-texts.js';

/*
 * A Korean particle often depends on the last sound of the word before it, which nobody can tell
 * of a foreign name or of a number. So only particles that never change follow one here:
 * 에서, 의, 까지, 사이에, 번, 님, 상당.
 */

const customer: NoticeTexts['customer']['passages'] = {
  atRisk: {
    subject: ({ restaurant }) => `[${restaurant}] 주문하신 음식이 늦게 도착할 것 같습니다`,
    heading: '주문하신 음식이 늦게 도착할 것 같습니다',
    paragraphs: (facts) => [
      [`${promise(facts)} 예정보다 늦어질 것 같습니다.`, expectation(facts)]
        .filter((sentence) => sentence !== undefined)
        .join(' '),
      '오래 기다리시게 해서 죄송합니다. 따로 하실 일은 없습니다. 주문은 그대로 진행되며, ' +
        '배달해 드릴 수 없게 되면 다시 알려 드리겠습니다.',
    ],
  },
  late: {
    subject: ({ restaurant }) => `[${restaurant}] 주문하신 음식의 배달이 늦어지고 있습니다`,
    heading: '배달이 늦어지고 있습니다',
    paragraphs: (facts) => [
      [`${promise(facts)} 아직 배달이 확인되지 않았습니다.`, expectation(facts)]
        .filter((sentence) => sentence !== undefined)
        .join(' '),
      '따로 하실 일은 없습니다. 주문은 그대로 진행되며, 배달해 드릴 수 없게 되면 다시 알려 ' +
        '드리겠습니다. 그사이 음식을 받으셨다면 이 메일은 무시하셔도 됩니다.',
    ],
  },
  cancelled: {
    subject: ({ restaurant }) => `[${restaurant}] 주문이 취소되었습니다`,
    heading: '주문이 취소되었습니다',
    paragraphs: ({ restaurant }) => [
      `${restaurant}에서 주문을 취소하여 음식을 배달해 드릴 수 없게 되었습니다. 죄송합니다.`,
      whatFollows,
    ],
  },
  closesFirst: {
    subject: ({ restaurant }) => `[${restaurant}] 주문하신 음식을 배달해 드릴 수 없습니다`,
    heading: '주문하신 음식을 배달해 드릴 수 없습니다',
    paragraphs: ({ restaurant }) => [
      `배달 기사가 도착하기 전에 ${restaurant}의 영업이 끝나 주문하신 음식을 배달해 드릴 수 없게 되었습니다. 죄송합니다.`,
      whatFollows,
    ],
  },
};

const whatFollows =
  '배달 기사를 기다리지 않으셔도 됩니다. 이 주문은 고객센터에도 전달되었습니다. 결제와 관련해 ' +
  '궁금하신 점이 있으면 고객센터에 아래 주문 번호를 알려 주세요.';

function promise({ restaurant, promised }: NoticeFacts): string {
  return promised === undefined
    ? `${restaurant}에서 주문하신 음식의 배달이 약속한 시각을 지키지 못하고 있으며,`
    : `${restaurant}에서 주문하신 음식을 ${promised}까지 배달해 드리기로 했으나,`;
}

function expectation({ expected }: NoticeFacts): string | undefined {
  if (expected === undefined) {
    return undefined;
  }
  return expected.from === expected.to
    ? `지금은 ${expected.from}쯤 도착할 것으로 예상됩니다.`
    : `지금은 ${expected.from}에서 ${expected.to} 사이에 도착할 것으로 예상됩니다.`;
}

const forService = (subject: string, heading: string, sentence: string): Passage => ({
  subject: ({ orderId, restaurant }) => `주문 ${orderId} (${restaurant}): ${subject}`,
  heading,
  paragraphs: () => [sentence],
});

/** The messages in Korean. */
export const ko: NoticeTexts = {
  unnamedRestaurant: '음식점',
  range: ({ from, to }) => (from === to ? `${from}쯤` : `${from} ~ ${to}`),
  labels: {
    order: '주문 번호',
    restaurant: '음식점',
    condition: '상태',
    reason: '사유',
    promised: '약속 시각',
    expected: '예상 도착',
    minutesLate: '판단 시점의 지연(분)',
    customer: '고객 안내',
    offer: '보상 제안',
    timeZone: '시간대',
  },
  customer: {
    greeting: (firstName) =>
      firstName === undefined ? '안녕하세요.' : `${firstName} 님, 안녕하세요.`,
    passages: customer,
    offer: {
      heading: '배달 지연에 대한 보상 제안',
      body: (amount) => `다음 주문에 쓰실 수 있는 ${amount} 상당의 크레딧을 드리고자 합니다.`,
      button: '제안 보기',
      code: (code) => `코드: ${code}`,
      terms: (openUntil) =>
        `이 제안은 ${openUntil}까지 유효합니다. 페이지를 여는 것만으로는 수락되지 않으며, 수락 여부는 페이지에서 직접 정하실 수 있습니다.`,
    },
    footer: (orderId) =>
      `이 메일은 FTGO 주문 ${orderId}번에 관해 자동으로 발송되었습니다. 시각은 모두 음식점 현지 시각입니다.`,
  },
  customerService: {
    passages: {
      atRisk: forService(
        '지연 예상',
        '지연이 예상되는 주문',
        '이 주문은 약속 시각을 넘길 것으로 예상됩니다.',
      ),
      late: forService('지연', '지연된 주문', '약속 시각이 지났으나 배달 기록이 없습니다.'),
      cancelled: forService(
        '음식점이 취소함',
        '음식점이 취소한 주문',
        '음식점이 주문을 취소했습니다. 이 주문은 배달되지 않습니다.',
      ),
      closesFirst: forService(
        '영업 종료로 배달 불가',
        '영업 종료로 배달할 수 없는 주문',
        '배달 기사가 도착하기 전에 음식점의 영업이 끝납니다. 이 주문은 배달되지 않습니다.',
      ),
    },
    customerIsTold: '이메일로 안내하고 있음',
    customerIsNotTold: '이 서비스에서 안내하지 않음: 전화 여부를 판단해 주세요',
    offer: (amount, code, openUntil) => `크레딧 ${amount}, 코드 ${code}, ${openUntil}까지 유효`,
    noOffer: '없음',
    footer:
      '배달 지연 서비스가 자동으로 보낸 메일입니다. 연락처는 포함되어 있지 않으니 주문 번호로 고객을 조회해 주세요.',
  },
};

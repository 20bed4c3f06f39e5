import type { en } from './en.js';

/*
 * A Korean particle often depends on the last sound of the word before it, which nobody can tell
 * of a foreign name or of a number. So only particles that never change follow one here:
 * 에서, 의, 까지, 사이에, 번, 님, 상당.
 */

/** What is said in Korean, as ICU messages; the same keys and arguments as in English. */
export const ko: Readonly<Record<keyof typeof en, string>> = {
  'restaurant.unnamed': '음식점',
  range: '{expected, select, about {{from}쯤} other {{from} ~ {to}}}',

  'label.order': '주문 번호',
  'label.restaurant': '음식점',
  'label.condition': '상태',
  'label.reason': '사유',
  'label.promised': '약속 시각',
  'label.expected': '예상 도착',
  'label.minutesLate': '판단 시점의 지연(분)',
  'label.customer': '고객 안내',
  'label.offer': '보상 제안',
  'label.timeZone': '시간대',

  'customer.greeting': '{isNamed, select, yes {{name} 님, 안녕하세요.} other {안녕하세요.}}',
  'customer.footer':
    '이 메일은 FTGO 주문 {orderId}번에 관해 자동으로 발송되었습니다. 시각은 모두 음식점 현지 시각입니다.',

  'customer.atRisk.subject': '[{restaurant}] 주문하신 음식이 늦게 도착할 것 같습니다',
  'customer.atRisk.heading': '주문하신 음식이 늦게 도착할 것 같습니다',
  'customer.atRisk.what':
    '{promise, select, known {{restaurant}에서 주문하신 음식을 {promised}까지 배달해 드리기로 했으나,} other {{restaurant}에서 주문하신 음식의 배달이 약속한 시각을 지키지 못하고 있으며,}} 예정보다 늦어질 것 같습니다.{expected, select, range { 지금은 {from}에서 {to} 사이에 도착할 것으로 예상됩니다.} about { 지금은 {from}쯤 도착할 것으로 예상됩니다.} other {}}',
  'customer.atRisk.next':
    '오래 기다리시게 해서 죄송합니다. 따로 하실 일은 없습니다. 주문은 그대로 진행되며, 배달해 드릴 수 없게 되면 다시 알려 드리겠습니다.',

  'customer.late.subject': '[{restaurant}] 주문하신 음식의 배달이 늦어지고 있습니다',
  'customer.late.heading': '배달이 늦어지고 있습니다',
  'customer.late.what':
    '{promise, select, known {{restaurant}에서 주문하신 음식을 {promised}까지 배달해 드리기로 했으나,} other {{restaurant}에서 주문하신 음식의 배달이 약속한 시각을 지키지 못하고 있으며,}} 아직 배달이 확인되지 않았습니다.{expected, select, range { 지금은 {from}에서 {to} 사이에 도착할 것으로 예상됩니다.} about { 지금은 {from}쯤 도착할 것으로 예상됩니다.} other {}}',
  'customer.late.next':
    '따로 하실 일은 없습니다. 주문은 그대로 진행되며, 배달해 드릴 수 없게 되면 다시 알려 드리겠습니다. 그사이 음식을 받으셨다면 이 메일은 무시하셔도 됩니다.',

  'customer.recovered.subject': '[{restaurant}] 주문하신 음식이 배달 중입니다',
  'customer.recovered.heading': '주문하신 음식이 오고 있습니다',
  'customer.recovered.what':
    '{restaurant}에서 주문하신 음식에 문제가 있다고 알려 드렸으나, 이제 해결되어 배달 기사가 음식을 가지고 출발했습니다.{expected, select, range { 지금은 {from}에서 {to} 사이에 도착할 것으로 예상됩니다.} about { 지금은 {from}쯤 도착할 것으로 예상됩니다.} other {}}',
  'customer.recovered.next': '따로 하실 일은 없습니다.',

  'customer.cancelled.subject': '[{restaurant}] 주문이 취소되었습니다',
  'customer.cancelled.heading': '주문이 취소되었습니다',
  'customer.cancelled.what':
    '{restaurant}에서 주문을 취소하여 음식을 배달해 드릴 수 없게 되었습니다. 죄송합니다.',

  'customer.undeliverable.subject': '[{restaurant}] 주문하신 음식을 배달해 드릴 수 없습니다',
  'customer.undeliverable.heading': '주문하신 음식을 배달해 드릴 수 없습니다',
  'customer.undeliverable.next':
    '배달 기사를 기다리지 않으셔도 됩니다. 이 주문은 고객센터에도 전달되었습니다. 결제와 관련해 궁금하신 점이 있으면 고객센터에 아래 주문 번호를 알려 주세요.',
  'customer.closesFirst.what':
    '배달 기사가 도착하기 전에 {restaurant}의 영업이 끝나 주문하신 음식을 배달해 드릴 수 없게 되었습니다. 죄송합니다.',
  'customer.notReady.what':
    '{restaurant}의 영업이 끝나기 전에 음식이 준비되지 못해 주문하신 음식을 배달해 드릴 수 없게 되었습니다. 죄송합니다.',
  'customer.noCourier.what':
    '{restaurant}에서 음식은 준비되었으나 제때 가지러 갈 배달 기사가 없어 배달해 드릴 수 없게 되었습니다. 죄송합니다.',
  'customer.neverAccepted.what':
    '{restaurant}에서 주문을 접수하지 않아 주문하신 음식을 배달해 드리기 어려울 것으로 보입니다. 죄송합니다.',
  'customer.stalled.what':
    '{restaurant}의 주방에서 너무 오랫동안 소식이 없어 주문하신 음식을 배달해 드리기 어려울 것으로 보입니다. 죄송합니다.',

  'offer.heading': '배달 지연에 대한 보상 제안',
  'offer.body': '다음 주문에 쓰실 수 있는 {amount} 상당의 크레딧을 드리고자 합니다.',
  'offer.button': '제안 보기',
  'offer.code': '코드: {code}',
  'offer.terms':
    '이 제안은 {until}까지 유효합니다. 페이지를 여는 것만으로는 수락되지 않으며, 수락 여부는 페이지에서 직접 정하실 수 있습니다.',

  'service.subject': '주문 {orderId} ({restaurant}): {what}',
  'service.customerIsTold': '이 서비스에서 안내하고 있음',
  'service.customerIsNotTold': '이 서비스에서 안내하지 않음: 전화 여부를 판단해 주세요',
  'service.offer': '크레딧 {amount}, 코드 {code}, {until}까지 유효',
  'service.noOffer': '없음',
  'service.footer':
    '배달 지연 서비스가 자동으로 보낸 메일입니다. 연락처는 포함되어 있지 않으니 주문 번호로 고객을 조회해 주세요.',

  'service.atRisk.brief': '지연 예상',
  'service.atRisk.heading': '지연이 예상되는 주문',
  'service.atRisk.what': '이 주문은 약속 시각을 넘길 것으로 예상됩니다.',
  'service.late.brief': '지연',
  'service.late.heading': '지연된 주문',
  'service.late.what': '약속 시각이 지났으나 배달 기록이 없습니다.',
  'service.recovered.brief': '정상화',
  'service.recovered.heading': '약속 시각을 지킬 것으로 보이는 주문',
  'service.recovered.what':
    '앞서 알린 문제가 해결되었습니다. 제때 도착할 것으로 예상되거나, 배달 기사가 음식을 받았습니다.',
  'service.cancelled.brief': '음식점이 취소함',
  'service.cancelled.heading': '음식점이 취소한 주문',
  'service.cancelled.what': '음식점이 주문을 취소했습니다. 이 주문은 배달되지 않습니다.',
  'service.closesFirst.brief': '영업 종료로 배달 불가',
  'service.closesFirst.heading': '영업 종료로 배달할 수 없는 주문',
  'service.closesFirst.what':
    '배달 기사가 도착하기 전에 음식점의 영업이 끝납니다. 그 전에 음식을 가져가지 않으면 배달되지 않습니다.',
  'service.notReady.brief': '영업 종료 전 준비 불가',
  'service.notReady.heading': '영업 종료 전에 준비되지 않는 주문',
  'service.notReady.what':
    '주방이 약속한 준비 시각이 영업 종료 후입니다. 더 일찍 준비할 수 있는지 음식점에 확인해 주세요.',
  'service.noCourier.brief': '배달 기사 없음',
  'service.noCourier.heading': '배달 기사가 없는 주문',
  'service.noCourier.what':
    '음식은 준비되었으나 제때 가지러 갈 배달 기사가 없습니다. 지금 배달 기사를 보내면 배달할 수 있습니다.',
  'service.neverAccepted.brief': '접수되지 않음',
  'service.neverAccepted.heading': '음식점이 접수하지 않은 주문',
  'service.neverAccepted.what':
    '배달된 어떤 주문보다도 오래 접수되지 않고 있습니다. 음식점에 전화해 주세요.',
  'service.stalled.brief': '주방에서 멈춤',
  'service.stalled.heading': '주방에서 멈춘 주문',
  'service.stalled.what':
    '접수된 뒤로 배달된 어떤 주문보다도 오래 소식이 없습니다. 음식점에 전화해 주세요.',

  'incident.subject': '{place}: 주문 {count, plural, other {#}}건에 문제 발생',
  'incident.heading': '{place}: 주문 {count, plural, other {#}}건에 문제가 있습니다',
  'incident.what':
    '{scope, select, KITCHEN {이 주방의 여러 주문이 늦어지거나 배달되지 못하고 있습니다.} other {이 지역의 여러 주문이 늦어지거나 배달되지 못하고 있습니다.}} 처음 몇 건은 하나씩 알려 드렸으며, 이제부터는 문제가 이어지는 동안 목록으로 알려 드립니다.',
  'incident.next': '심각한 주문부터 나열했습니다. 연락이 닿는 고객에게는 이 서비스에서 안내합니다.',
  'incident.order':
    '{condition, select, LATE {지연{minutes, plural, =-1 {} other { #분}}} AT_RISK {지연 예상} UNDELIVERABLE {배달 불가} other {정상화}}{promise, select, known {, 약속 시각 {promised}} other {}}',
  'incident.more': '외 {count, plural, other {#}}건',

  'sms.atRisk': '[FTGO] {restaurant}의 음식이 늦어질 것 같습니다. 죄송합니다.',
  'sms.late': '[FTGO] {restaurant}의 음식 배달이 늦어지고 있습니다.',
  'sms.recovered': '[FTGO] {restaurant}의 음식이 배달 중입니다.',
  'sms.cancelled':
    '[FTGO] {restaurant}에서 주문을 취소했습니다. 죄송합니다. 배달 기사를 기다리지 않으셔도 되며, 고객센터에도 전달했습니다.',
  'sms.closesFirst':
    '[FTGO] {restaurant}의 영업이 먼저 끝나 배달해 드릴 수 없습니다. 죄송합니다. 배달 기사를 기다리지 않으셔도 되며, 고객센터에도 전달했습니다.',
  'sms.notReady':
    '[FTGO] {restaurant}의 영업 종료 전에 준비되지 못해 배달해 드릴 수 없습니다. 죄송합니다. 배달 기사를 기다리지 않으셔도 되며, 고객센터에도 전달했습니다.',
  'sms.noCourier':
    '[FTGO] {restaurant}에 제때 갈 배달 기사가 없어 배달해 드릴 수 없습니다. 죄송합니다. 배달 기사를 기다리지 않으셔도 되며, 고객센터에도 전달했습니다.',
  'sms.neverAccepted':
    '[FTGO] {restaurant}에서 주문을 접수하지 않아 배달해 드리기 어렵습니다. 죄송합니다. 배달 기사를 기다리지 않으셔도 되며, 고객센터에도 전달했습니다.',
  'sms.stalled':
    '[FTGO] {restaurant}의 주방에서 오래 소식이 없어 배달해 드리기 어렵습니다. 죄송합니다. 배달 기사를 기다리지 않으셔도 되며, 고객센터에도 전달했습니다.',
  'sms.expected': '{expected, select, range {{from}~{to} 도착 예상.} other {{from}쯤 도착 예상.}}',
  'sms.offer': '지연에 대한 {amount} 제안: {link}',
  'sms.optOut': '수신거부: STOP 회신',
};

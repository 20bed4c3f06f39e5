import { AREAS } from './areas.js';

// Invented names; Ajanta is the book's.
const NAMES = [
  'Ajanta',
  '한옥 부엌',
  'Copper Ladle',
  '달빛 분식',
  'Lucky Lotus',
  '엄마손 김치찌개',
  'Telegraph Tacos',
  '바다향기 회덮밥',
  'The Second Helping',
  '서울숲 비빔밥',
  'Basil & Bay',
  '새벽 설렁탕',
  'Harbor Noodle House',
  '불꽃 떡볶이',
  'Red Barn Burgers',
  '초록 만두',
  'Nonna Pia',
  '구름 냉면',
  'Saffron Corner',
  '할매 순두부',
  'Blue Fig',
  '별밤 치킨',
  'Paper Crane Ramen',
  '장독대',
  'Olive & Thyme',
  '한강 김밥',
  'Pho Daybreak',
  '제주 흑돼지',
  'Smoke & Cedar',
  '온기 죽집',
  'El Farolito Verde',
  '푸른솔 칼국수',
  "Mabel's Kitchen",
  '종로 빈대떡',
  'Golden Wok Garden',
  '햇살 도시락',
  'Dosa Junction',
  '마포 갈비',
  'Little Addis',
  '단풍 쌈밥',
  'Rustic Crust',
  '골목 국밥',
  'Tamarind Tree',
  '은하수 돈까스',
  'Green Papaya Thai',
  '봄날 잡채',
  "Fisherman's Bowl",
  '동네 족발',
  'Anchor & Ale',
  '백년 삼계탕',
  'Sunny Side Diner',
  '숯불 닭갈비',
  'Mission Pupusas',
  '나무 그늘 찻집',
  'Poke Tide',
  '청담 샐러드',
  'Casbah Kebab',
  '꽃길 한정식',
] as const;

/** The name of the restaurant of a given rank, from 0. From the second round on, the area tells two of a name apart. */
export function restaurantName(rank: number): string {
  const name = NAMES[rank % NAMES.length] ?? NAMES[0];
  const round = Math.floor(rank / NAMES.length);
  if (round === 0) return name;
  const area = AREAS[(round - 1) % AREAS.length] ?? AREAS[0];
  return round <= AREAS.length ? `${name} ${area}` : `${name} ${area} ${round}`;
}

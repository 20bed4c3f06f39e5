/** Whether the golden test writes its files anew instead of comparing them. */
export const renewsGolden = process.env['UPDATE_GOLDEN'] === '1';

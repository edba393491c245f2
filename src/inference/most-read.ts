/**
 * The values that one of the forms reads: of all forms the one that reads the most, the first of those that read as many.
 * What is left out is in no form, or in one that contradicts most of the others.
 */
export function mostRead<Form>(
  values: readonly string[],
  forms: readonly Form[],
  reads: (value: string, form: Form) => boolean,
): readonly string[] {
  let most: readonly string[] = [];
  for (const form of forms) {
    const read = values.filter((value) => reads(value, form));
    if (read.length === values.length) return values;
    if (read.length > most.length) most = read;
  }
  return most;
}

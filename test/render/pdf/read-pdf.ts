/** Reads back an uncompressed PDF of pdfkit's: what stands where, in which font. Independent of our layout. */
export interface PdfFile {
  readonly pages: readonly PdfText[][];
  readonly fonts: readonly { readonly name: string; readonly embedded: boolean }[];
  readonly text: string;
}

/** A run of text; `x` and `y` are its left end and baseline from the bottom left corner. */
interface PdfText {
  readonly text: string;
  readonly glyphs: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

interface Font {
  readonly characters: readonly string[];
  readonly widths: readonly number[];
}

export function readPdf(bytes: Uint8Array): PdfFile {
  const text = Buffer.from(bytes).toString('latin1');
  const objects = new Map<string, string>();
  for (const [, id = '', body = ''] of text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g))
    objects.set(id, body);
  const follow = (body: string, key: string): string =>
    objects.get(new RegExp(`/${key} \\[?(\\d+) 0 R`).exec(body)?.[1] ?? '') ?? '';
  const bodies = [...objects.values()];

  const descriptors = bodies.filter((body) => body.includes('/Type /FontDescriptor'));
  const pages = bodies.filter((body) => /\/Type \/Page\b(?!s)/.test(body));
  return {
    text,
    fonts: descriptors.map((body) => ({
      name: /\/FontName \/(\S+)/.exec(body)?.[1] ?? '',
      embedded: follow(body, 'FontFile2').includes('stream'),
    })),
    pages: pages.map((page) => {
      const resources = follow(page, 'Resources');
      const fonts = new Map<string, Font>();
      for (const [, name = '', id = ''] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
        const body = objects.get(id) ?? '';
        fonts.set(name, readFont(follow(body, 'ToUnicode'), follow(body, 'DescendantFonts')));
      }
      return readContent(follow(page, 'Contents'), fonts);
    }),
  };
}

function readFont(toUnicode: string, descendant: string): Font {
  const ranges = [...toUnicode.matchAll(/<[0-9a-f]{4}> <[0-9a-f]{4}> \[([^\]]*)\]/g)].map(
    ([, list = '']) => list,
  );
  const hexes = ranges.join(' ').match(/<[^>]*>/g) ?? [];
  const characters = hexes.map((hex) =>
    Buffer.from(hex.replace(/[<> ]/g, ''), 'hex').swap16().toString('utf16le'),
  );
  const widths = /\/W \[0 \[([^\]]*)\]/.exec(descendant)?.[1]?.trim().split(/\s+/).map(Number) ?? [];
  return { characters, widths };
}

function readContent(content: string, fonts: ReadonlyMap<string, Font>): PdfText[] {
  return [...content.matchAll(/BT\n([\s\S]*?)\nET/g)].map(([, block = '']) => {
    const [, x, y] = /1 0 0 1 (\S+) (\S+) Tm/.exec(block) ?? [];
    const [, name = '', size] = /\/(F\d+) (\S+) Tf/.exec(block) ?? [];
    const font = fonts.get(name) ?? { characters: [], widths: [] };
    let text = '';
    let width = 0;
    let glyphs = 0;
    for (const [, hex = '', kern] of block.matchAll(/<([0-9a-f]+)>|(?<=> )(-?[\d.]+)/g)) {
      for (const glyph of hex.match(/.{4}/g) ?? []) {
        glyphs++;
        text += font.characters[parseInt(glyph, 16)] ?? '?';
        width += font.widths[parseInt(glyph, 16)] ?? 0;
      }
      width -= Number(kern ?? 0);
    }
    return {
      text,
      glyphs,
      x: Number(x),
      y: Number(y),
      size: Number(size),
      width: (width * Number(size)) / 1000,
    };
  });
}

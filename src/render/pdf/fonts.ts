/** Inter, in the two weights that reports use, and pdfkit's measuring of it. */
import { createRequire } from 'node:module';
import { PLACEHOLDER, type Lettering } from './lettering.ts';
import type { TextStyle } from './theme.ts';

const packages = createRequire(import.meta.url);

export const FONT_FILES: Readonly<Record<TextStyle['weight'], string>> = {
  regular: packages.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  semibold: packages.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
};

/** Inter's contextual alternates are off: they would print a segment named `a->b` as `a→b` and `3x4` as `3×4`. */
export function textOptions(style: TextStyle): PDFKit.Mixins.TextOptions {
  const features = style.tabular ? { calt: false, tnum: true } : { calt: false };
  // fontkit takes switches by name, which the types of pdfkit do not know.
  return { features: features as unknown as PDFKit.Mixins.OpenTypeFeatures[] };
}

export function useFont(document: PDFKit.PDFDocument, style: TextStyle): PDFKit.PDFDocument {
  return document.font(FONT_FILES[style.weight], style.size);
}

export function createLettering(document: PDFKit.PDFDocument): Lettering {
  const emWidths = new Map<string, number>();
  for (const file of Object.values(FONT_FILES)) keepLayouts(openFont(document, file));
  const hasGlyph = glyphLookup(document);

  return {
    width(text, style) {
      const key = `${style.weight} ${style.tabular === true} ${text}`;
      let width = emWidths.get(key);
      if (width === undefined) {
        width = useFont(document, { ...style, size: 1 }).widthOfString(text, textOptions(style));
        emWidths.set(key, width);
      }
      return width * style.size;
    },
    printable: (text) =>
      Array.from(text.normalize('NFC'), (character) => {
        if (hasGlyph(character)) return character;
        return UNSEEN.test(character) ? '' : PLACEHOLDER;
      }).join(''),
  };
}

/** Joiners and variation selectors only shape the character before them, which has its own placeholder. */
const UNSEEN = /[\u200c\u200d\ufe00-\ufe0f]/u;

/** What pdfkit has no public way to ask of a font. */
interface OpenFont {
  readonly font: { hasGlyphForCodePoint(codePoint: number): boolean };
  layoutRun(text: string, features: unknown): object;
}

function openFont(document: PDFKit.PDFDocument, file: string): OpenFont {
  document.font(file);
  return (document as unknown as { readonly _font: OpenFont })._font;
}

/**
 * To print a text pdfkit lays it out three times, and keeps no layout of text with font features, which all of ours
 * has: a third of the time of a PDF (2026-11).
 */
function keepLayouts(font: OpenFont): void {
  const kept = new Map<string, object>();
  const layOut = font.layoutRun.bind(font);
  font.layoutRun = (text, features) => {
    const key = `${JSON.stringify(features)} ${text}`;
    const layout = kept.get(key) ?? layOut(text, features);
    kept.set(key, layout);
    return layout;
  };
}

/** Both weights of Inter know the same characters. */
function glyphLookup(document: PDFKit.PDFDocument): (character: string) => boolean {
  const { font } = openFont(document, FONT_FILES.regular);
  return (character) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
}

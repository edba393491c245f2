/** Blocks set one below the other, over as many pages as they need. */
import type { Mark, PdfPage } from './marks.ts';
import { PAGE } from './theme.ts';

const BOTTOM = PAGE.height - PAGE.bottom;

export class Flow {
  readonly pages: PdfPage[] = [{ marks: [], sections: [] }];
  private y: number = PAGE.top;

  /** Sets a block of this height where the page has room for it, else on the next page. */
  place(height: number, draw: (top: number) => readonly Mark[]): void {
    this.keepTogether(height);
    this.page.marks.push(...draw(this.y));
    this.y += height;
  }

  /** Starts a new page unless what follows, of this height, fits on this one. True if it did. */
  keepTogether(height: number): boolean {
    if (this.y + height <= BOTTOM || this.y === PAGE.top) return false;
    this.pages.push({ marks: [], sections: [] });
    this.y = PAGE.top;
    return true;
  }

  /** Blank space, which a page never begins with. */
  space(height: number): void {
    if (this.y > PAGE.top) this.y += height;
  }

  /** Enters a title into the outline, on the page where the next block goes. */
  section(title: string): void {
    this.page.sections.push(title);
  }

  private get page(): PdfPage {
    return this.pages.at(-1) as PdfPage;
  }
}

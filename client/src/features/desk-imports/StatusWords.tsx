import type { StatusWordView } from '@yijian/shared/imports/status-word-contract'
import { isNamedSince, isOpenWord } from '@yijian/shared/imports/status-words'
import { type FormEvent, useState } from 'react'
import { useProblemErrors } from '../../api/use-form-errors.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffImportsTexts } from '../../i18n/zh-CN/staff-imports.ts'
import { staffStatusWordsTexts } from '../../i18n/zh-CN/staff-status-words.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Field } from '../../ui/Field.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'
import type { StageProps } from './ImportPage.tsx'
import { meaningOf, meanings, readWords, wordField } from './status-words.ts'
import { isConflict } from './use-import.ts'
import { useAmounts } from './words.ts'

/** What stands for a status in the file and what it means: those that nobody knows first, the others to look over. */
export function StatusWords({ view, commands: { nameWords } }: StageProps) {
  const texts = useText(staffStatusWordsTexts)
  const { count } = useAmounts()
  const toast = useToast()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [changed, setChanged] = useState(false)
  const answered = useProblemErrors(isConflict(nameWords.problem) ? undefined : nameWords.problem, ['source'])
  const shown = errors.length > 0 ? errors : answered
  const { statusWords: words, actions } = view
  const open = words.filter(isOpenWord).length
  const readsAgain = actions.includes('change_mapping')
  const ready = changed || (readsAgain && words.some(isNamedSince))

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const source = String(data.get('source') ?? '').trim()
    const named = readWords(
      words,
      words.map((_, at) => String(data.get(wordField(at)) ?? '')),
    )
    const found: FormError[] = [
      ...(named.length === 0 ? [{ field: wordField(0), message: texts.nothing }] : []),
      ...(source === '' ? [{ field: 'source', message: texts.sourceMissing }] : []),
    ]
    setErrors(found)
    if (found.length > 0 || !(await nameWords.run({ words: named, source }))) return
    setChanged(false)
    toast(readsAgain ? texts.reading : texts.remembered)
  }
  const controls = words.map((word, at) => ({
    word,
    control: <WordField key={`${word.word} ${word.named?.id}`} word={word} at={at} readsAgain={readsAgain} />,
  }))
  const looked = controls.filter(({ word }) => isOpenWord(word) || (readsAgain && isNamedSince(word)))
  const known = controls.filter((one) => !looked.includes(one))
  return (
    <details className="card" open={looked.length > 0}>
      <summary>
        <span>{texts.title}</span>
        <span className="number">{open > 0 ? texts.open(count(open)) : texts.words(count(words.length))}</span>
      </summary>
      <form noValidate className="stack" onSubmit={submit} onChange={() => setChanged(true)}>
        <p>{open > 0 ? texts.lead : texts.leadKnown}</p>
        <ErrorSummary errors={shown} />
        {looked.map(({ control }) => control)}
        {known.length > 0 && (
          <details className="fold" open={looked.length === 0}>
            <summary>
              <span>{texts.known}</span>
              <span className="number">{texts.words(count(known.length))}</span>
            </summary>
            <div className="stack">{known.map(({ control }) => control)}</div>
          </details>
        )}
        <TextInput
          name="source"
          label={texts.source}
          hint={texts.sourceHint}
          error={shown.find(({ field }) => field === 'source')?.message}
          maxLength={200}
        />
        <p className="fine">{texts.register}</p>
        <div className="buttons buttons-row">
          <Button type="submit" busy={nameWords.busy} {...(!ready && { disabledBecause: texts.unchanged })}>
            {readsAgain ? texts.saveAndRead : texts.save}
          </Button>
        </div>
      </form>
    </details>
  )
}

interface WordFieldProps {
  readonly word: StatusWordView
  readonly at: number
  readonly readsAgain: boolean
}

function WordField({ word, at, readsAgain }: WordFieldProps) {
  const texts = useText(staffStatusWordsTexts)
  const { list } = useText(staffImportsTexts)
  const { locale } = useLocale()
  const { count } = useAmounts()
  const { rows, example, named } = word
  const said =
    named &&
    texts.named(named.by ?? list.commandLine, formatDay(named.at, locale), texts.classes[named.class], named.source)
  const hint = [
    example ? texts.example(count(rows), String(example.row), example.name) : texts.rows(count(rows)),
    said,
    isNamedSince(word) && (readsAgain ? texts.notYet : texts.notHere),
  ]
  return (
    <Field id={wordField(at)} label={texts.word(word.word)} hint={hint.filter(Boolean).join(texts.stop)}>
      {(control) => (
        <select {...control} className="input" name={wordField(at)} defaultValue={meaningOf(word)}>
          {isOpenWord(word) && <option value="">{texts.later}</option>}
          {meanings.map((one) => (
            <option key={one} value={one}>
              {texts.classes[one]}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

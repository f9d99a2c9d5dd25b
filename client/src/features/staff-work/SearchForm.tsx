import type { FormEvent } from 'react'
import { useNavigate } from 'react-router'
import { Button } from '../../ui/Button.tsx'
import { TextInput } from '../../ui/TextInput.tsx'

interface SearchFormProps {
  readonly label: string
  readonly action: string
  /** What is being searched now. */
  readonly value: string
  /** The address that shows what was typed: a search can be gone back to and passed on. */
  readonly address: (typed: string) => string
}

export function SearchForm({ label, action, value, address }: SearchFormProps) {
  const navigate = useNavigate()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    navigate(address(String(new FormData(event.currentTarget).get('q') ?? '').trim()))
  }
  return (
    <search>
      <form key={value} className="card search" onSubmit={submit}>
        <TextInput name="q" label={label} type="search" enterKeyHint="search" maxLength={60} defaultValue={value} />
        <Button type="submit">{action}</Button>
      </form>
    </search>
  )
}

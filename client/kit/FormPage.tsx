import { type FormEvent, useState } from 'react'
import { AppBar } from '../src/ui/AppBar.tsx'
import { Button } from '../src/ui/Button.tsx'
import { Card } from '../src/ui/Card.tsx'
import { PickGrid, RadioGrid } from '../src/ui/Choices.tsx'
import { ErrorSummary, type FormError } from '../src/ui/ErrorSummary.tsx'
import { hangzhouTiles } from '../src/ui/hangzhou-tiles.ts'
import { NumberField } from '../src/ui/NumberField.tsx'
import { Page } from '../src/ui/Page.tsx'
import { Stepper } from '../src/ui/Stepper.tsx'
import { StickyActions } from '../src/ui/StickyActions.tsx'
import { TextArea, TextInput } from '../src/ui/TextInput.tsx'
import { Tick } from '../src/ui/Tick.tsx'

export function FormPage() {
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const of = (field: string) => errors.find((error) => error.field === field)?.message
  function submit(event: FormEvent) {
    event.preventDefault()
    setErrors([
      { field: 'staff', message: '请填写职工人数，或选择“不清楚”' },
      { field: 'party', message: '请选择有没有党组织' },
      { field: 'district', message: '请选择所在区县' },
      { field: 'consent', message: '请阅读并同意说明' },
    ])
  }
  return (
    <>
      <AppBar name="一键入团" home="/" />
      <div className="frame">
        <Page
          title="青年情况"
          site="一键入团"
          back={{ href: '?page=check' }}
          step={{ now: 2, of: 4 }}
          wrong={errors.length > 0}
          lead="填大概的数就可以，街道会来核实。"
        >
          <ErrorSummary errors={errors} />
          <form noValidate onSubmit={submit} className="form">
            <Card>
              <NumberField name="staff" label="职工总数" hint="签了劳动合同的人，含劳务派遣" error={of('staff')} />
              <NumberField name="youth" label="35 周岁以下青年" defaultAnswer={{ typed: '', unknown: true }} />
              <Stepper name="members" label="28 周岁以下团员" defaultValue={3} />
              <RadioGrid
                name="party"
                label="单位里有党组织吗？"
                side
                error={of('party')}
                choices={[
                  { value: 'yes', label: '有' },
                  { value: 'no', label: '没有' },
                  { value: 'unknown', label: '不清楚' },
                ]}
              />
              <RadioGrid
                name="kind"
                label="希望怎样建立"
                choices={[
                  { value: 'branch', label: '团支部', hint: '有三名以上团员' },
                  { value: 'joint', label: '联合团支部', hint: '和附近的单位一起，合起来三名以上团员' },
                ]}
                defaultValue="joint"
              />
            </Card>
            <Card>
              <PickGrid
                name="district"
                label="实际经营地在哪个区县？"
                error={of('district')}
                choices={hangzhouTiles.map(({ key, name }) => ({ value: key, label: name }))}
              />
              <TextInput name="code" label="统一社会信用代码" shape="code" defaultValue="91330106MA2TE5T01R" />
              <TextInput name="once" label="短信验证码" shape="once" inputMode="numeric" />
              <TextArea name="note" label="补充说明" optional />
              <Tick
                name="consent"
                error={of('consent')}
                label="我已阅读个人信息保护说明，同意将以上信息用于建团申请的办理"
              />
            </Card>
            <StickyActions>
              <Button type="submit" weight="main">
                下一步
              </Button>
            </StickyActions>
          </form>
        </Page>
      </div>
    </>
  )
}

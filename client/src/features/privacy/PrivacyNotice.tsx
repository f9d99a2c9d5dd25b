import { useText } from '../../i18n/locale.tsx'
import { privacyTexts } from '../../i18n/zh-CN/privacy.ts'

/** The whole notice, as on its own page and in the sheet beside the consent. 依据: 个人信息保护法第十七条 */
export function PrivacyNotice() {
  const { who, what, why, share, keep, rights } = useText(privacyTexts)
  return (
    <div className="prose">
      <h2>{who.title}</h2>
      <p>{who.text}</p>
      <h2>{what.title}</h2>
      <ul>
        <li>{what.contact}</li>
        <li>{what.numbers}</li>
        <li>{what.photos}</li>
        <li>{what.result}</li>
        <li>{what.register}</li>
        <li>{what.never}</li>
      </ul>
      <h2>{why.title}</h2>
      <p>{why.text}</p>
      <h2>{share.title}</h2>
      <p>{share.text}</p>
      <h2>{keep.title}</h2>
      <p>{keep.text}</p>
      <h2>{rights.title}</h2>
      <p>{rights.text}</p>
      <p>{rights.how}</p>
    </div>
  )
}

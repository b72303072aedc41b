import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { openDocument } from '/work/wt-text/src-main/pages/document.ts'
const require = createRequire(import.meta.url)
const [lang, code, psm='3', dpi='300'] = process.argv.slice(2)
const core = require('/tmp/text/packs/x/package/tesseract-core-simd-lstm.wasm.js')
let t=Date.now()
const M = await core({ print(){}, printErr(){} , TesseractProgress(){} })
console.log('load', Date.now()-t, Object.keys(M).filter(k=>!/^(_|asm|wasm|HEAP|dyn)/.test(k)).length); t=Date.now()
for (const c of code.split('+')) M.FS.writeFile(`${c}.traineddata`, gunzipSync(readFileSync(`/tmp/text/packs/x/${c}/package/4.0.0_best_int/${c}.traineddata.gz`)))
const api = new M.TessBaseAPI()
console.log('init', api.Init('.', code, 1), Date.now()-t); t=Date.now()
api.SetPageSegMode(Number(psm))
api.SetVariable('preserve_interword_spaces','0')
const dir='/work/shared/corpora/dev/ocr-and-text/udhr-rendered'
const d=await openDocument(readFileSync(`${dir}/udhr-${lang}.pdf`)); let text=''
for(let p=0;p<d.pageCount;p++) d.onPage(p,(page)=>{
  const m=d.mupdf; const s=Number(dpi)/72
  const pix=page.toPixmap(m.Matrix.scale(s,s), m.ColorSpace.DeviceGray, false, true)
  const w=pix.getWidth(),h=pix.getHeight(); const px=pix.getPixels(); 
  const head=new TextEncoder().encode(`P5\n${w} ${h}\n255\n`); const buf=new Uint8Array(head.length+w*h); buf.set(head); 
  const stride=pix.getStride(); for(let y=0;y<h;y++) buf.set(px.subarray(y*stride,y*stride+w), head.length+y*w)
  M.FS.writeFile('/input', buf); console.log('render',w,h,Date.now()-t); t=Date.now()
  console.log('set', api.SetImageFile(1,0)); api.SetSourceResolution?.(Number(dpi)); api.Recognize(null); console.log('rec',Date.now()-t); t=Date.now()
  text+=api.GetUTF8Text(); if(process.argv[6]) console.log(api.GetTSVText(0).split('\n').slice(0,12).join('\n'), api.MeanTextConf())
})
const norm=(s)=>s.normalize('NFC').replace(/\s+/gu,' ').trim()
function lev(a,b){ let prev=Int32Array.from({length:b.length+1},(_,i)=>i),cur=new Int32Array(b.length+1)
 for(let i=1;i<=a.length;i++){cur[0]=i;for(let j=1;j<=b.length;j++){cur[j]=Math.min(prev[j]+1,cur[j-1]+1,prev[j-1]+(a[i-1]===b[j-1]?0:1))}[prev,cur]=[cur,prev]}return prev[b.length]}
const gt=norm(readFileSync(`${dir}/udhr-${lang}.gt.txt`,'utf8'))
console.log(lang,psm,dpi,'CER',(100*lev([...norm(text)],[...gt])/[...gt].length).toFixed(2), 'rss', process.memoryUsage().rss>>20)
process.exit(0)

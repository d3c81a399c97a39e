"""What short forms stand for, in the reading of a support desk; one entry per form, and no word of the domain is a key.

A form stands here when most people who type it to a desk mean the one thing. Single letters behind a number are units
("8 h", "500 k") and are listed in AFTER_NUMBER. Written out words are never keys themselves, so that reading twice
changes nothing.
"""

from __future__ import annotations

_ENTRIES = """
không: k ko kh khg kg kog hok hông hổng hem hôg hog khum khôm hk kok hơm khôg khog kô khôngg
được: dc đc đx dx đuoc duoc dcd đuợc đựoc đươc đượt dươc đwọc dwoc
tôi: tui tuii t
mình: mik mjk mềnh mih
anh: ank anhh
chị: cj chj chỵ
em: e iem
bạn: bợn pạn
gì: j zì giề gj gìii
gì vậy: jv jz jvay
vậy: z zậy zay dzậy dzay dzị zị zạy vại v
với: vs vớii zới dzới
rồi: r rùi rui ròi rồy roài gòi ròy rùii oy òi
chưa: chx ch chưaa chư chưz
giờ: h giờo jờ gìơ
bao giờ: bg baoh bjo bjờ baog baogio
bây giờ: bh bayh bâyh bjh byh bgio bâygiờ
bao nhiêu: bnh bnhiu bn bnhieu bnhiêu baonhiu bnhju baonhieu
mấy giờ: mấyh mayh
làm: lm làmm
làm sao: lsao lms
sao: s
như thế nào: ntn nthnao nhtn
thế nào: tnao thnao
nào: nàoo nèo
này: nèy nài
những: nhg nhưg nhữg nhug
nhưng: nhưngg nhưn
người: ngừi ngưoi ngườii
người ta: ngta nguoita nta
nói chuyện: nc noichuyen nch
nhắn tin: ntin
trả lời: trl tl trloi traloi rep reply
trong: trg trog tròg
trước: trc trk trướk trưoc
sau: sauu
quá: qá wá wa qa quớ
luôn: lun lunn
cũng: cg cug cụng cũg cx
vẫn: vẩn vẫnn
đang: đag dag đng
biết: bít bik biếc bjt bjk
bình thường: bth bthg bthuong bìnhthường bthuờng
thôi: thui thôii thuii
thấy: thấi thấyy thâý
thật: thiệc thặc
hôm nay: hnay hqy hnai hnayy homnay hômnay
hôm qua: hqua hwa homqua hômqua hqa hômwa homwa
hôm trước: htrc htruoc
hôm: hum
tối: tói
ngày: ngàyy ngàiii
tháng: thágg thág
giúp: júp jup gíup giúpp zúp
giùm: dùm zùm jùm dum
tài khoản: tk tkhoan tkhoản taikhoan tàikhoản tkh accout acc account accnt tkk
mật khẩu: mkhau matkhau mậtkhẩu mkhẩu mkh pass password pw passwd pas pwd
đăng nhập: đn dn đnhap dnhap đăngnhập dangnhap đnhập đnh login loginn logi lôgin signin
đăng ký: đki dki dky đký đkí dangky đăngký regis register signup
chuyển khoản: ck chk ckhoan ckhoản chuyenkhoan chuyểnkhoản
chuyển: chuyễn chuyểnn
ngân hàng: nh nganhang ngânhàng bank
khuyến mãi: km kmai kmãi khuyenmai khuyếnmãi kmại promo promotion khuyenmay
số điện thoại: sdt sđt sodt sốđt dtdd sddt
điện thoại: đt dt đthoai dthoai đthoại fone phone
số tài khoản: stk sotk sốtk
nhân viên: nv nvien nviên nhanvien
chăm sóc khách hàng: cskh csk
khách hàng: khachhang
giao dịch: gd gdich gdịch giaodich
thông tin: tt ttin thôngtin thongtin info
thông báo: tb tbao tbáo
trạng thái: tthai tthái trangthai status
trực tiếp: ttiep
trực tuyến: onl online
xác minh: xm xmimh xacminh verify xácminh
xác nhận: xn xnhan xacnhan
xử lý: xuly xly xlý xl xulý
hoạt động: hđ hđong hdong
hóa đơn: hđơn hdon hoadon
hợp đồng: hđồng
hướng dẫn: hd hdan hdẫn huongdan hươngdẫn
căn cước: cccd cmnd cmt cancuoc
chứng minh: chungminh
kiểm tra: ktra kt kiemtra ktr check chek chéck checkk ktraa
hỗ trợ: htro ht hotro hỗtrợ suport support htrợ hổtrợ
liên hệ: lhe lh lienhe lhệ
yêu cầu: ycau yc ycầu
vấn đề: vde vđề vđ vande
tiền: xèng tièn tìn xiền tiềnn money
nạp tiền: naptien nạptiền deposit
rút tiền: ruttien rúttiền withdraw withdrawal withdrawl
nạp: nạpp
rút: rútt zút
thưởng: bonus thửơng
tiền thưởng: tienthuong
hoàn trả: htra
giao diện: gdien
điểm: điem
nhận: nhậnn nhạn
nhận được: nhậndc
vào: vô zô dzô vàoo vzo
về: zề vè dzề vềe
vui lòng: vlong
cảm ơn: camon cảmơn cmon thanks thank thks tks thx tnks thanku camonn cảmon
cám ơn: cámơn
xin chào: xinchao xinchào
chào: hello helo hí hi alo alô hellu
chào buổi: chaobuoi
ok: oke okie oki okê okla oce okay uki okey okela okee
ừ: uh ừm uk ukm um uhm ừh ờ ờm uhuh
vâng: vg vâg dzâng
dạ: dạaa dja dạh dạk
ạ: ạk ạh
nhé: nhá nhaa nghen nhen nhoa nhóe
đi: đê đii
đâu: đou đâuu
đây: đêy đâyy
mà: mừ
lâu: lâuu lou
chờ: chò chờo
đợi: đợii
mãi: mãii quài quoài
cái: kái cáii kai
kiểu: kỉu
như: nhuw
nhiều: nhìu nhiu nhìuu
nhanh: nhah nhanhh
nữa: nữaa nũa
bị: bj bịi
trời: trùi chời giời trờii
ơi: oi uii ơii
ad: adm admin adminn ađmin addd
hỏi: hỏii hõi
muốn: mún muốnn
phải: fải phãi pải fai phảii
nhà cái: nhacai nhàcái
lỗi: lổi error err lôĩ
ứng dụng: app apps
web: website site wed
đường dẫn: link
tin nhắn: tnhan sms tinnhan mess
khiếu nại: khieunai khnai
số dư: sodu sốdư balance
lịch sử: lsu lichsu
cập nhật: update capnhat cậpnhật upd
lừa đảo: luadao lừađảo scam ldao
nhầm: nhầmm
nợ: nợk
chết: chếc
khóa: khoas lock block
mở khóa: unlock
tỉ số: tiso
tài xỉu: taixiu tàixỉu
xổ số: xs xoso xổsố
bóng đá: bongda bóngđá
buổi: bủi
phút: phútt
tiếng: tiếg tiengg
đồng hồ: dongho
mạng: mạg
không biết: kbiet kbik hongbiet kobiet kbt khôngbiết
không được: kdc kđc kodc kođc hongdc kdươc
không có: kco koco kcó
không thấy: kthay kothay kthấy
không hiểu: kohieu
không phải: kphai kphải kopai kpải
chưa được: chdc chưadc chuadc
chưa có: chco
chưa về: chuave
bực mình: bựcmình
vì sao: vsao
tại sao: tsao taisao tạisao
sao vậy: svay sz svậy saoz
vãi: vcl vl vkl vch vlon vloz
điên: đin
mệt: mệtt
gấp: gấpp
nhanh lên: nhanhlen
bữa: bửa
nghĩ: ngĩ
nghỉ: ngỉ
thử: thữ
lại: lạii
của: cũa củaa kủa
quên: wên wen quênn
quản lý: qly qlý ql
quy định: qdinh qđ
chính sách: csach
điều kiện: đkien dkien đkiện dieukien
yêu: iu
thời gian: tgian tg thoigian thờigian
hiện tại: htai
hiện: hịn
khi: khj
khi nào: knao
lúc: lúcc
lúc nào: lnao
từ: từw
đến: đếnn đén
tới: tớii
còn: cònn
có: cóa coá
con: kon
một: mộtt
mọi người: mn mng moinguoi
mọi: mọii
bạn bè: bbe
nhà: nhàa
đúng: đúg đúngg
chuẩn: chuẫn chuẩnn
tốt: tôt
xong: xog
hết: hếtt hêt
dùng: xài dùg
thêm: thim
ảnh: ãnh
chụp: chụpp
màn hình: mhinh mhình manhinh
gửi: gởi gữi gưi gửii guiwr
bằng: bằg
chẳng: chả chẵng chã chẳngg
"""


def _lexicon() -> dict[str, str]:
    """The entries as a dictionary from form to meaning."""
    lexicon: dict[str, str] = {}
    for line in _ENTRIES.strip().splitlines():
        meaning, _, forms = line.partition(":")
        for form in forms.split():
            lexicon[form] = meaning
    return lexicon


SHORTHAND: dict[str, str] = _lexicon()
"""Folded short form -> the words it stands for."""

AFTER_NUMBER = frozenset("k m h p g t đ d s r tr ng ch v b j z n tx km dk e".split())
"""Forms that are units, or part of a code, when a number stands before them."""

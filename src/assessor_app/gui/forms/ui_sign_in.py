# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'sign_in.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QCheckBox, QDialog, QFrame,
    QHBoxLayout, QLabel, QLineEdit, QProgressBar,
    QPushButton, QSizePolicy, QSpacerItem, QStackedWidget,
    QVBoxLayout, QWidget)

class Ui_SignIn(object):
    def setupUi(self, SignIn):
        if not SignIn.objectName():
            SignIn.setObjectName(u"SignIn")
        SignIn.resize(520, 340)
        self.outer = QVBoxLayout(SignIn)
        self.outer.setSpacing(8)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 20, 24, 20)
        self.title = QLabel(SignIn)
        self.title.setObjectName(u"title")
        self.title.setTextFormat(Qt.PlainText)
        self.title.setWordWrap(True)
        self.title.setProperty(u"look", u"title")

        self.outer.addWidget(self.title)

        self.pages = QStackedWidget(SignIn)
        self.pages.setObjectName(u"pages")
        self.where_page = QWidget()
        self.where_page.setObjectName(u"where_page")
        self.where_layout = QVBoxLayout(self.where_page)
        self.where_layout.setSpacing(4)
        self.where_layout.setObjectName(u"where_layout")
        self.where_layout.setContentsMargins(0, 0, 0, 0)
        self.explanation = QLabel(self.where_page)
        self.explanation.setObjectName(u"explanation")
        self.explanation.setWordWrap(True)
        self.explanation.setProperty(u"look", u"quiet")

        self.where_layout.addWidget(self.explanation)

        self.gap_1 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.where_layout.addItem(self.gap_1)

        self.address_label = QLabel(self.where_page)
        self.address_label.setObjectName(u"address_label")
        self.address_label.setProperty(u"look", u"section")

        self.where_layout.addWidget(self.address_label)

        self.address = QLineEdit(self.where_page)
        self.address.setObjectName(u"address")

        self.where_layout.addWidget(self.address)

        self.address_problem = QLabel(self.where_page)
        self.address_problem.setObjectName(u"address_problem")
        self.address_problem.setTextFormat(Qt.PlainText)
        self.address_problem.setWordWrap(True)
        self.address_problem.setProperty(u"look", u"bad")

        self.where_layout.addWidget(self.address_problem)

        self.where_stretch = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.where_layout.addItem(self.where_stretch)

        self.pages.addWidget(self.where_page)
        self.who_page = QWidget()
        self.who_page.setObjectName(u"who_page")
        self.who_layout = QVBoxLayout(self.who_page)
        self.who_layout.setSpacing(8)
        self.who_layout.setObjectName(u"who_layout")
        self.who_layout.setContentsMargins(0, 0, 0, 0)
        self.server_address = QLabel(self.who_page)
        self.server_address.setObjectName(u"server_address")
        self.server_address.setTextFormat(Qt.PlainText)
        self.server_address.setWordWrap(True)
        self.server_address.setProperty(u"look", u"quiet")

        self.who_layout.addWidget(self.server_address)

        self.key_panel = QFrame(self.who_page)
        self.key_panel.setObjectName(u"key_panel")
        self.key_panel.setProperty(u"look", u"panel")
        self.key_layout = QVBoxLayout(self.key_panel)
        self.key_layout.setSpacing(8)
        self.key_layout.setObjectName(u"key_layout")
        self.key_words = QLabel(self.key_panel)
        self.key_words.setObjectName(u"key_words")
        self.key_words.setWordWrap(True)

        self.key_layout.addWidget(self.key_words)

        self.key = QLabel(self.key_panel)
        self.key.setObjectName(u"key")
        self.key.setTextFormat(Qt.PlainText)
        self.key.setWordWrap(True)
        self.key.setTextInteractionFlags(Qt.TextSelectableByKeyboard|Qt.TextSelectableByMouse)

        self.key_layout.addWidget(self.key)

        self.is_compared = QCheckBox(self.key_panel)
        self.is_compared.setObjectName(u"is_compared")

        self.key_layout.addWidget(self.is_compared)


        self.who_layout.addWidget(self.key_panel)

        self.by_browser = QPushButton(self.who_page)
        self.by_browser.setObjectName(u"by_browser")
        self.by_browser.setProperty(u"look", u"primary")

        self.who_layout.addWidget(self.by_browser)

        self.by_device = QPushButton(self.who_page)
        self.by_device.setObjectName(u"by_device")

        self.who_layout.addWidget(self.by_device)

        self.by_token = QPushButton(self.who_page)
        self.by_token.setObjectName(u"by_token")

        self.who_layout.addWidget(self.by_token)

        self.who_problem = QLabel(self.who_page)
        self.who_problem.setObjectName(u"who_problem")
        self.who_problem.setTextFormat(Qt.PlainText)
        self.who_problem.setWordWrap(True)
        self.who_problem.setProperty(u"look", u"bad")

        self.who_layout.addWidget(self.who_problem)

        self.who_stretch = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.who_layout.addItem(self.who_stretch)

        self.pages.addWidget(self.who_page)
        self.token_page = QWidget()
        self.token_page.setObjectName(u"token_page")
        self.token_layout = QVBoxLayout(self.token_page)
        self.token_layout.setSpacing(4)
        self.token_layout.setObjectName(u"token_layout")
        self.token_layout.setContentsMargins(0, 0, 0, 0)
        self.token_label = QLabel(self.token_page)
        self.token_label.setObjectName(u"token_label")
        self.token_label.setProperty(u"look", u"section")

        self.token_layout.addWidget(self.token_label)

        self.token = QLineEdit(self.token_page)
        self.token.setObjectName(u"token")
        self.token.setEchoMode(QLineEdit.Password)

        self.token_layout.addWidget(self.token)

        self.token_problem = QLabel(self.token_page)
        self.token_problem.setObjectName(u"token_problem")
        self.token_problem.setTextFormat(Qt.PlainText)
        self.token_problem.setWordWrap(True)
        self.token_problem.setProperty(u"look", u"bad")

        self.token_layout.addWidget(self.token_problem)

        self.token_stretch = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.token_layout.addItem(self.token_stretch)

        self.pages.addWidget(self.token_page)
        self.browser_page = QWidget()
        self.browser_page.setObjectName(u"browser_page")
        self.browser_layout = QVBoxLayout(self.browser_page)
        self.browser_layout.setSpacing(8)
        self.browser_layout.setObjectName(u"browser_layout")
        self.browser_layout.setContentsMargins(0, 0, 0, 0)
        self.browser_words = QLabel(self.browser_page)
        self.browser_words.setObjectName(u"browser_words")
        self.browser_words.setWordWrap(True)

        self.browser_layout.addWidget(self.browser_words)

        self.browser_buttons = QHBoxLayout()
        self.browser_buttons.setSpacing(8)
        self.browser_buttons.setObjectName(u"browser_buttons")
        self.open_again = QPushButton(self.browser_page)
        self.open_again.setObjectName(u"open_again")
        self.open_again.setAutoDefault(False)

        self.browser_buttons.addWidget(self.open_again)

        self.copy_page = QPushButton(self.browser_page)
        self.copy_page.setObjectName(u"copy_page")
        self.copy_page.setAutoDefault(False)

        self.browser_buttons.addWidget(self.copy_page)

        self.browser_push = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.browser_buttons.addItem(self.browser_push)


        self.browser_layout.addLayout(self.browser_buttons)

        self.browser_stretch = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.browser_layout.addItem(self.browser_stretch)

        self.pages.addWidget(self.browser_page)
        self.device_page = QWidget()
        self.device_page.setObjectName(u"device_page")
        self.device_layout = QVBoxLayout(self.device_page)
        self.device_layout.setSpacing(8)
        self.device_layout.setObjectName(u"device_layout")
        self.device_layout.setContentsMargins(0, 0, 0, 0)
        self.device_words = QLabel(self.device_page)
        self.device_words.setObjectName(u"device_words")
        self.device_words.setWordWrap(True)

        self.device_layout.addWidget(self.device_words)

        self.device_address_row = QHBoxLayout()
        self.device_address_row.setSpacing(8)
        self.device_address_row.setObjectName(u"device_address_row")
        self.device_address = QLabel(self.device_page)
        self.device_address.setObjectName(u"device_address")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        sizePolicy.setHorizontalStretch(1)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.device_address.sizePolicy().hasHeightForWidth())
        self.device_address.setSizePolicy(sizePolicy)
        self.device_address.setTextFormat(Qt.PlainText)
        self.device_address.setWordWrap(True)
        self.device_address.setTextInteractionFlags(Qt.TextSelectableByKeyboard|Qt.TextSelectableByMouse)
        self.device_address.setProperty(u"look", u"title")

        self.device_address_row.addWidget(self.device_address)

        self.copy_device_address = QPushButton(self.device_page)
        self.copy_device_address.setObjectName(u"copy_device_address")
        self.copy_device_address.setAutoDefault(False)

        self.device_address_row.addWidget(self.copy_device_address)


        self.device_layout.addLayout(self.device_address_row)

        self.device_then = QLabel(self.device_page)
        self.device_then.setObjectName(u"device_then")

        self.device_layout.addWidget(self.device_then)

        self.device_code_row = QHBoxLayout()
        self.device_code_row.setSpacing(8)
        self.device_code_row.setObjectName(u"device_code_row")
        self.device_code = QLabel(self.device_page)
        self.device_code.setObjectName(u"device_code")
        self.device_code.setTextFormat(Qt.PlainText)
        self.device_code.setTextInteractionFlags(Qt.TextSelectableByKeyboard|Qt.TextSelectableByMouse)

        self.device_code_row.addWidget(self.device_code)

        self.device_push_2 = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.device_code_row.addItem(self.device_push_2)

        self.copy_device_code = QPushButton(self.device_page)
        self.copy_device_code.setObjectName(u"copy_device_code")
        self.copy_device_code.setAutoDefault(False)

        self.device_code_row.addWidget(self.copy_device_code)


        self.device_layout.addLayout(self.device_code_row)

        self.device_stretch = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.device_layout.addItem(self.device_stretch)

        self.pages.addWidget(self.device_page)

        self.outer.addWidget(self.pages)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.progress = QProgressBar(SignIn)
        self.progress.setObjectName(u"progress")
        self.progress.setMaximum(0)
        self.progress.setMaximumSize(QSize(96, 16777215))
        self.progress.setTextVisible(False)

        self.buttons.addWidget(self.progress)

        self.progress_words = QLabel(SignIn)
        self.progress_words.setObjectName(u"progress_words")
        self.progress_words.setProperty(u"look", u"quiet")

        self.buttons.addWidget(self.progress_words)

        self.push = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.push)

        self.back = QPushButton(SignIn)
        self.back.setObjectName(u"back")
        self.back.setAutoDefault(False)

        self.buttons.addWidget(self.back)

        self.cancel = QPushButton(SignIn)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.sign_in = QPushButton(SignIn)
        self.sign_in.setObjectName(u"sign_in")
        self.sign_in.setProperty(u"look", u"primary")

        self.buttons.addWidget(self.sign_in)


        self.outer.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.address_label.setBuddy(self.address)
        self.token_label.setBuddy(self.token)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.address, self.is_compared)
        QWidget.setTabOrder(self.is_compared, self.by_browser)
        QWidget.setTabOrder(self.by_browser, self.by_device)
        QWidget.setTabOrder(self.by_device, self.by_token)
        QWidget.setTabOrder(self.by_token, self.token)
        QWidget.setTabOrder(self.token, self.open_again)
        QWidget.setTabOrder(self.open_again, self.copy_page)
        QWidget.setTabOrder(self.copy_page, self.copy_device_address)
        QWidget.setTabOrder(self.copy_device_address, self.copy_device_code)
        QWidget.setTabOrder(self.copy_device_code, self.sign_in)
        QWidget.setTabOrder(self.sign_in, self.back)
        QWidget.setTabOrder(self.back, self.cancel)

        self.retranslateUi(SignIn)

        self.pages.setCurrentIndex(0)
        self.sign_in.setDefault(True)


        QMetaObject.connectSlotsByName(SignIn)
    # setupUi

    def retranslateUi(self, SignIn):
        SignIn.setWindowTitle(QCoreApplication.translate("SignIn", u"Sign in to an issuing server", None))
        self.title.setText(QCoreApplication.translate("SignIn", u"Sign in to an issuing server", None))
        self.explanation.setText(QCoreApplication.translate("SignIn", u"The organisation that assigns you submissions sent you an address or an invite.", None))
        self.address_label.setText(QCoreApplication.translate("SignIn", u"Server &address or invite", None))
#if QT_CONFIG(accessibility)
        self.address.setAccessibleName(QCoreApplication.translate("SignIn", u"Server address or invite", None))
#endif // QT_CONFIG(accessibility)
        self.address.setPlaceholderText(QCoreApplication.translate("SignIn", u"https://assess.example.org", None))
        self.address_problem.setText("")
        self.server_address.setText("")
        self.key_words.setText(QCoreApplication.translate("SignIn", u"This laptop meets this server for the first time. Ask those who run it to read its key to you, and compare:", None))
#if QT_CONFIG(accessibility)
        self.key.setAccessibleName(QCoreApplication.translate("SignIn", u"Key of the server", None))
#endif // QT_CONFIG(accessibility)
        self.key.setText("")
        self.is_compared.setText(QCoreApplication.translate("SignIn", u"They read me the &same key", None))
#if QT_CONFIG(accessibility)
        self.is_compared.setAccessibleName(QCoreApplication.translate("SignIn", u"They read me the same key", None))
#endif // QT_CONFIG(accessibility)
        self.by_browser.setText(QCoreApplication.translate("SignIn", u"Sign in with your &browser", None))
#if QT_CONFIG(accessibility)
        self.by_browser.setAccessibleName(QCoreApplication.translate("SignIn", u"Sign in with your browser", None))
#endif // QT_CONFIG(accessibility)
        self.by_device.setText(QCoreApplication.translate("SignIn", u"Use another &device", None))
#if QT_CONFIG(accessibility)
        self.by_device.setAccessibleName(QCoreApplication.translate("SignIn", u"Use another device", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.by_device.setToolTip(QCoreApplication.translate("SignIn", u"Type a short code on a phone or another computer", None))
#endif // QT_CONFIG(tooltip)
        self.by_token.setText(QCoreApplication.translate("SignIn", u"Personal &token", None))
#if QT_CONFIG(accessibility)
        self.by_token.setAccessibleName(QCoreApplication.translate("SignIn", u"Personal token", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.by_token.setToolTip(QCoreApplication.translate("SignIn", u"If the organisation sent you one", None))
#endif // QT_CONFIG(tooltip)
        self.who_problem.setText("")
        self.token_label.setText(QCoreApplication.translate("SignIn", u"Personal &token", None))
#if QT_CONFIG(accessibility)
        self.token.setAccessibleName(QCoreApplication.translate("SignIn", u"Personal token", None))
#endif // QT_CONFIG(accessibility)
        self.token_problem.setText("")
        self.browser_words.setText(QCoreApplication.translate("SignIn", u"Sign in on the page that your browser has opened. This window goes on by itself.", None))
        self.open_again.setText(QCoreApplication.translate("SignIn", u"&Open the page again", None))
#if QT_CONFIG(accessibility)
        self.open_again.setAccessibleName(QCoreApplication.translate("SignIn", u"Open the page again", None))
#endif // QT_CONFIG(accessibility)
        self.copy_page.setText(QCoreApplication.translate("SignIn", u"&Copy its address", None))
#if QT_CONFIG(accessibility)
        self.copy_page.setAccessibleName(QCoreApplication.translate("SignIn", u"Copy the address of the page", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.copy_page.setToolTip(QCoreApplication.translate("SignIn", u"For another browser of this computer; it is good for five minutes", None))
#endif // QT_CONFIG(tooltip)
        self.device_words.setText(QCoreApplication.translate("SignIn", u"On a phone or another computer, open this address:", None))
#if QT_CONFIG(accessibility)
        self.device_address.setAccessibleName(QCoreApplication.translate("SignIn", u"Address to open", None))
#endif // QT_CONFIG(accessibility)
        self.device_address.setText("")
        self.copy_device_address.setText(QCoreApplication.translate("SignIn", u"Copy &address", None))
#if QT_CONFIG(accessibility)
        self.copy_device_address.setAccessibleName(QCoreApplication.translate("SignIn", u"Copy the address", None))
#endif // QT_CONFIG(accessibility)
        self.device_then.setText(QCoreApplication.translate("SignIn", u"and type this code there:", None))
#if QT_CONFIG(accessibility)
        self.device_code.setAccessibleName(QCoreApplication.translate("SignIn", u"Code to type", None))
#endif // QT_CONFIG(accessibility)
        self.device_code.setText("")
        self.copy_device_code.setText(QCoreApplication.translate("SignIn", u"Copy c&ode", None))
#if QT_CONFIG(accessibility)
        self.copy_device_code.setAccessibleName(QCoreApplication.translate("SignIn", u"Copy the code", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.progress.setAccessibleName(QCoreApplication.translate("SignIn", u"Working", None))
#endif // QT_CONFIG(accessibility)
        self.progress_words.setText(QCoreApplication.translate("SignIn", u"Checking with the server", None))
        self.back.setText(QCoreApplication.translate("SignIn", u"Bac&k", None))
#if QT_CONFIG(accessibility)
        self.back.setAccessibleName(QCoreApplication.translate("SignIn", u"Back", None))
#endif // QT_CONFIG(accessibility)
        self.cancel.setText(QCoreApplication.translate("SignIn", u"Cancel", None))
#if QT_CONFIG(accessibility)
        self.cancel.setAccessibleName(QCoreApplication.translate("SignIn", u"Cancel", None))
#endif // QT_CONFIG(accessibility)
        self.sign_in.setText(QCoreApplication.translate("SignIn", u"Continue", None))
#if QT_CONFIG(accessibility)
        self.sign_in.setAccessibleName(QCoreApplication.translate("SignIn", u"Continue", None))
#endif // QT_CONFIG(accessibility)
    # retranslateUi


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
from PySide6.QtWidgets import (QApplication, QDialog, QHBoxLayout, QLabel,
    QLineEdit, QProgressBar, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

class Ui_SignIn(object):
    def setupUi(self, SignIn):
        if not SignIn.objectName():
            SignIn.setObjectName(u"SignIn")
        SignIn.resize(480, 340)
        self.outer = QVBoxLayout(SignIn)
        self.outer.setSpacing(4)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 20, 24, 20)
        self.title = QLabel(SignIn)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"look", u"title")

        self.outer.addWidget(self.title)

        self.explanation = QLabel(SignIn)
        self.explanation.setObjectName(u"explanation")
        self.explanation.setWordWrap(True)
        self.explanation.setProperty(u"look", u"quiet")

        self.outer.addWidget(self.explanation)

        self.gap_1 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.outer.addItem(self.gap_1)

        self.address_label = QLabel(SignIn)
        self.address_label.setObjectName(u"address_label")
        self.address_label.setProperty(u"look", u"section")

        self.outer.addWidget(self.address_label)

        self.address = QLineEdit(SignIn)
        self.address.setObjectName(u"address")

        self.outer.addWidget(self.address)

        self.address_problem = QLabel(SignIn)
        self.address_problem.setObjectName(u"address_problem")
        self.address_problem.setWordWrap(True)
        self.address_problem.setProperty(u"look", u"bad")

        self.outer.addWidget(self.address_problem)

        self.token_label = QLabel(SignIn)
        self.token_label.setObjectName(u"token_label")
        self.token_label.setProperty(u"look", u"section")

        self.outer.addWidget(self.token_label)

        self.token = QLineEdit(SignIn)
        self.token.setObjectName(u"token")
        self.token.setEchoMode(QLineEdit.Password)

        self.outer.addWidget(self.token)

        self.token_problem = QLabel(SignIn)
        self.token_problem.setObjectName(u"token_problem")
        self.token_problem.setWordWrap(True)
        self.token_problem.setProperty(u"look", u"bad")

        self.outer.addWidget(self.token_problem)

        self.stretch = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.stretch)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.progress = QProgressBar(SignIn)
        self.progress.setObjectName(u"progress")
        self.progress.setMaximum(0)
        self.progress.setTextVisible(False)

        self.buttons.addWidget(self.progress)

        self.progress_words = QLabel(SignIn)
        self.progress_words.setObjectName(u"progress_words")
        self.progress_words.setProperty(u"look", u"quiet")

        self.buttons.addWidget(self.progress_words)

        self.push = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.push)

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
        QWidget.setTabOrder(self.address, self.token)
        QWidget.setTabOrder(self.token, self.sign_in)
        QWidget.setTabOrder(self.sign_in, self.cancel)

        self.retranslateUi(SignIn)

        self.sign_in.setDefault(True)


        QMetaObject.connectSlotsByName(SignIn)
    # setupUi

    def retranslateUi(self, SignIn):
        SignIn.setWindowTitle(QCoreApplication.translate("SignIn", u"Sign in to an issuing server", None))
        self.title.setText(QCoreApplication.translate("SignIn", u"Sign in to an issuing server", None))
        self.explanation.setText(QCoreApplication.translate("SignIn", u"The organisation that assigns you submissions sent you an address and a personal token.", None))
        self.address_label.setText(QCoreApplication.translate("SignIn", u"Server &address or invite", None))
#if QT_CONFIG(accessibility)
        self.address.setAccessibleName(QCoreApplication.translate("SignIn", u"Server address or invite", None))
#endif // QT_CONFIG(accessibility)
        self.address.setPlaceholderText(QCoreApplication.translate("SignIn", u"https://assess.example.org", None))
        self.address_problem.setText("")
        self.token_label.setText(QCoreApplication.translate("SignIn", u"Personal &token", None))
#if QT_CONFIG(accessibility)
        self.token.setAccessibleName(QCoreApplication.translate("SignIn", u"Personal token", None))
#endif // QT_CONFIG(accessibility)
        self.token_problem.setText("")
#if QT_CONFIG(accessibility)
        self.progress.setAccessibleName(QCoreApplication.translate("SignIn", u"Checking with the server", None))
#endif // QT_CONFIG(accessibility)
        self.progress_words.setText(QCoreApplication.translate("SignIn", u"Checking with the server", None))
        self.cancel.setText(QCoreApplication.translate("SignIn", u"Cancel", None))
#if QT_CONFIG(accessibility)
        self.cancel.setAccessibleName(QCoreApplication.translate("SignIn", u"Cancel", None))
#endif // QT_CONFIG(accessibility)
        self.sign_in.setText(QCoreApplication.translate("SignIn", u"Sign in", None))
#if QT_CONFIG(accessibility)
        self.sign_in.setAccessibleName(QCoreApplication.translate("SignIn", u"Sign in", None))
#endif // QT_CONFIG(accessibility)
    # retranslateUi

